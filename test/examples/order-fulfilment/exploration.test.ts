/**
 * The workflow of the shop is proved: whatever goes wrong at whatever moment, the books are right. And the proof is worth
 * something: with any single undo taken out, or two of them swapped, it fails.
 */
import { type AnyStep, nodeOf } from "lawful"
import { type End, explore, Fault } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import type { Natural } from "../../../examples/order-fulfilment/domain/number.ts"
import { type Text, totalOf } from "../../../examples/order-fulfilment/domain/order.ts"
import { Inventory } from "../../../examples/order-fulfilment/signatures/inventory.ts"
import { Payments } from "../../../examples/order-fulfilment/signatures/payments.ts"
import { Shipping } from "../../../examples/order-fulfilment/signatures/shipping.ts"
import { shopInvariants } from "../../../examples/order-fulfilment/invariants.ts"
import type { Shop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { shopWorld } from "../../../examples/order-fulfilment/world.ts"
import { nothing, undosIn, withUndos } from "../undos.ts"
import { fileData, fileOf, orderData } from "./day.ts"

const { stock, deliversTo, orders } = fileOf(fileData(orderData("A")))
const [{ faults: _, ...order }] = orders as unknown as readonly [(typeof orders)[number]]
const world = shopWorld({ stock, deliversTo, faults: new Map() })
/** No undo is made to fail here, so one that fails is a mistake. */
const undosWork = {
  name: "undosWork",
  atEnd: (_shop: Shop, end: End<unknown, unknown>) =>
    end._tag === "Stuck"
      ? `order ${order.id}: stuck, owing ${end.owed.map(({ of }) => of).join(", ")}`
      : undefined
}
const invariants = [...shopInvariants(order.id), undosWork]
const [first] = order.items as unknown as readonly [(typeof order.items)[number]]

/** The errors of these codecs, which are made by hand, cannot be made up. */
const typedErrors = [
  Fault.fails(Payments.charge, { _tag: "GatewayDown" }),
  Fault.fails(Payments.charge, { _tag: "CardDeclined", amount: totalOf(order) }),
  Fault.fails(Inventory.reserve, {
    _tag: "OutOfStock",
    sku: first.sku,
    wanted: first.quantity,
    left: 0 as Natural
  }),
  Fault.fails(Shipping.dispatch, { _tag: "CarrierRefused", reason: "the truck is full" as Text })
]
const everything = {
  world,
  invariants,
  faults: [...Fault.every(fulfilOrder.body), ...typedErrors],
  crashes: 1
}

describe("fulfilling an order", () => {
  it("keeps the books right with one crash and every fault", async () => {
    const found = await explore(fulfilOrder, order, everything)

    expect(found.violation?.words).toBeUndefined()
    expect(found.coverage).toMatch(/^exhaustive: \d+ states$/)
    expect(found.states).toBeGreaterThan(200)
    expect(found.ends.Completed).toBeGreaterThan(0)
    expect(found.ends.Defect).toBeGreaterThan(0)
  })

  it("keeps the books right when every repeated delivery really reaches the services", async () => {
    const found = await explore(fulfilOrder, order, { ...everything, receivers: "tested" })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
  })

  it("keeps the books right with two faults and a cancellation", async () => {
    const found = await explore(fulfilOrder, order, {
      ...everything,
      crashes: 0,
      maxFaults: 2,
      cancellations: 1
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.ends.Cancelled).toBeGreaterThan(0)
  })

  it("ends failed, with nothing left of it, when the gateway stays down", async () => {
    const found = await explore(fulfilOrder, order, {
      world,
      invariants,
      faults: typedErrors,
      maxFaults: 4,
      crashes: 1
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect(found.ends.Failed).toBeGreaterThan(0)
  })
})

const undos = undosIn(fulfilOrder.body)
const pairs = undos.flatMap((one, index) => undos.slice(index + 1).map((other) => [one, other] as const))
const nameOf = (undo: AnyStep): string => `${undos.indexOf(undo) + 1} (${nodeOf(undo).kind})`

describe("the exploration finds", () => {
  it("three undos to break", () => {
    expect(undos).toHaveLength(3)
    expect(pairs).toHaveLength(3)
  })

  it.each(undos.map((undo) => [nameOf(undo), undo] as const))(
    "that undo %s is missing",
    async (_name, undo) => {
      const broken = withUndos(fulfilOrder, (one) => (one === undo ? nothing : one))

      const { violation } = await explore(broken, order, everything)

      expect(violation?.why).toMatch(/^order A: /)
      expect(violation?.words.split("\n").length).toBeLessThan(20)
    }
  )

  it.each(pairs.map(([one, other]) => [nameOf(one), nameOf(other), one, other] as const))(
    "that undos %s and %s are swapped",
    async (_one, _other, one, other) => {
      const broken = withUndos(fulfilOrder, (undo) => (undo === one ? other : undo === other ? one : undo))

      const { violation } = await explore(broken, order, everything)

      expect(violation?.why).toMatch(/^order A: /)
      expect(violation?.words.split("\n").length).toBeLessThan(20)
    }
  )
})
