/**
 * The order fulfilment example in a simulation, as the documentation shows it.
 */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { isRight } from "fp-ts/lib/Either.js"
import { Crash, Fault, showTrace, simulate, world } from "lawful/simulator"
import { expect, it } from "vitest"
import { fulfilOrder } from "../../examples/order-fulfilment/fulfil-order.ts"
import { readOrdersFile } from "../../examples/order-fulfilment/orders-file.ts"
import { newShop, servicesOf } from "../../examples/order-fulfilment/services/open-shop.ts"
import { Payments } from "../../examples/order-fulfilment/signatures/payments.ts"
import { Shipping } from "../../examples/order-fulfilment/signatures/shipping.ts"

const path = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url))

const file = readOrdersFile(path("examples/order-fulfilment/orders.json"))
if (!isRight(file)) throw new Error("The orders of the example cannot be read.")
const { deliversTo, stock, orders } = file.right
const [order] = orders
if (order === undefined) throw new Error("The example has no orders.")
const plan = { deliversTo, stock, faults: new Map() }
const shop = world(newShop(plan), (state) => servicesOf(state, plan))

const refusal = { _tag: "CarrierRefused", reason: "strike" as typeof order.customer.name } as const

it("An order whose payment is not answered and whose parcel is refused leaves the trace of the documentation", async () => {
  const page = readFileSync(path("docs/how-to/test-with-virtual-time.md"), "utf8")
  const [, shown] = /```text\n(.*?)\n```/s.exec(page) ?? []

  const { trace } = await simulate(fulfilOrder, order, {
    world: shop,
    id: order.id,
    faults: [Fault.losesAnswer(Payments.charge), Fault.fails(Shipping.dispatch, refusal)]
  })

  expect(showTrace(trace)).toBe(shown)
})

it("An order survives a crash after any event, whether it succeeds or not", async () => {
  for (const faults of [[], [Fault.fails(Shipping.dispatch, refusal)]]) {
    const calm = await simulate(fulfilOrder, order, { world: shop, faults })
    expect(calm.events).toBeGreaterThan(15)
    for (let events = 1; events <= calm.events; events++) {
      const crashed = await simulate(fulfilOrder, order, {
        world: shop,
        faults,
        crashes: [Crash.after(events)]
      })
      expect([crashed.outcome, crashed.world]).toEqual([calm.outcome, calm.world])
    }
  }
})
