/**
 * Placing an order: the goods are put aside, the card is charged, the order is confirmed; or, undone, nothing of it.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Schedule, Step, Workflow } from "lawful"
import { Declined, OutOfStock, Unavailable } from "../domain/failure.ts"
import { Cents } from "../domain/money.ts"
import { Draft, OrderNumber } from "../domain/order.ts"
import type { Bill } from "../domain/payment.ts"
import { Inventory } from "../signatures/inventory.ts"
import { Orders } from "../signatures/orders.ts"
import { Payments } from "../signatures/payments.ts"

/** An order that is paid and confirmed. */
export type Placed = t.TypeOf<typeof Placed>
export const Placed = t.readonly(t.type({ order: OrderNumber, paid: Cents }), "a placed order")

/** A call without an answer is made once more; the receiver knows by its key that it is the same call. */
export const onceMore = Schedule.immediately(1).pipe(Schedule.onlyFor("Unavailable"))

const orderOf = ({ order }: { readonly order: number }): number => order

/** Opens an order; whatever becomes of it, it can be withdrawn. */
const open = Saga.undoable(pipe(Orders.open, Step.retry(onceMore)), Orders.withdraw)

// Nobody knows what became of a call that was not answered. So the undo of each of the following is owed from its start on.

const reserve = Saga.undoableFromStart(
  pipe(Inventory.reserve, Step.retry(onceMore)),
  pipe(Inventory.release, Step.mapInput(orderOf))
)

/** What to do when a refund fails: the goods go back to the shelf all the same, and the refund stays owed. */
export const owedAnyway = { otherwise: "continue" } as const

/** Charges the card, and gives the money back when the order comes to nothing. */
export const charge = Saga.undoableFromStart(
  pipe(Payments.charge, Step.retry(onceMore)),
  pipe(Payments.refund, Step.mapInput(orderOf)),
  owedAnyway
)

const confirm = Saga.undoableFromStart(pipe(Orders.confirm, Step.retry(onceMore)), Orders.withdraw)

/** The workflow, for a way to charge. */
export const placeOrderBy = (charge: ChargeStep) =>
  Workflow.make("place-order", {
    version: 1,
    input: Draft,
    output: Placed,
    error: t.union([OutOfStock, Declined, Unavailable]),
    body: pipe(
      Step.begin<Draft>(),
      Step.bind("order", ({ input }) => input, open),
      Step.tap(({ order, input: { sku, quantity } }) => ({ order, sku, quantity }), reserve),
      Step.bind("payment", ({ order, input }) => billOf(order, input), charge),
      Step.tap(({ order }) => order, confirm),
      Step.map(({ order, payment }) => ({ order, paid: payment.amount }))
    )
  })

/** The workflow. */
export const placeOrder = placeOrderBy(charge)
export type PlaceOrder = typeof placeOrder

/** A way to charge. */
export type ChargeStep = typeof charge

const billOf = (order: number, { customer, card, quantity, price, discount }: Draft): Bill => ({
  order,
  customer,
  card,
  net: quantity * price,
  discount
})
