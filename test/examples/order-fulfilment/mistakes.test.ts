import { type AnyStep, Saga, Step, Workflow } from "lawful"
import { expect, test } from "vitest"
import type { Currency } from "../../../examples/order-fulfilment/domain/money.ts"
import type { Natural } from "../../../examples/order-fulfilment/domain/number.ts"
import type { Card } from "../../../examples/order-fulfilment/domain/order.ts"
import { OutOfStock } from "../../../examples/order-fulfilment/domain/rejection.ts"
import { Inventory, Reservation, Wanted } from "../../../examples/order-fulfilment/signatures/inventory.ts"
import { type Bill, Payments } from "../../../examples/order-fulfilment/signatures/payments.ts"
import { type Parcel, Shipping } from "../../../examples/order-fulfilment/signatures/shipping.ts"

const codes = (step: AnyStep): ReadonlyArray<string> => Workflow.check(step).map(({ code }) => code)

const billOf = ({ order }: Parcel): Bill => ({
  order,
  card: "tok" as Card,
  total: { amount: 1 as Natural, currency: "EUR" as Currency }
})
const ship = Step.map(billOf)(Saga.pivot(Shipping.dispatch))
const charge = Saga.undoableFromStart(Payments.charge, Payments.refund)

test("charging after the parcel has left does not compile, and is found without the compiler", () => {
  // @ts-expect-error -- a step that can fail stands behind the point of no return
  const late = Step.andThen(charge)(ship)

  expect(codes(late)).toEqual(["saga/fallible-after-pivot"])
})

test("goods that nobody releases do not compile, and are found without the compiler", () => {
  const border = { version: 1, input: Wanted, output: Reservation, error: OutOfStock }
  const released = Saga.undoable(Inventory.reserve, Inventory.release)

  // @ts-expect-error -- the reservation has no undo
  const hoard = () => Workflow.make("hoard", { ...border, body: Inventory.reserve })
  const borrow = () => Workflow.make("borrow", { ...border, body: released })

  expect(hoard).toThrow("saga/undo-missing")
  expect(borrow).not.toThrow()
})
