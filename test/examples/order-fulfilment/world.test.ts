import { type Outcome, run } from "lawful"
import { expect, test } from "vitest"
import type { Fulfilment } from "../../../examples/order-fulfilment/domain/fulfilment.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { instantClock } from "../../../examples/order-fulfilment/instant-clock.ts"
import type { Shop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import type { GatewayDown } from "../../../examples/order-fulfilment/signatures/payments.ts"
import { shopWorld } from "../../../examples/order-fulfilment/world.ts"
import { fileData, fileOf, type Instructions, orderData } from "./day.ts"

const worldWith = (given: Instructions = {}) => {
  const { stock, deliversTo, orders } = fileOf(fileData(orderData("A", given)))
  const [entry] = orders
  if (entry === undefined) throw new Error("no order")
  const { faults = {}, ...order } = entry
  const { initial, providers } = shopWorld({ stock, deliversTo, faults: new Map([[order.id, faults]]) })
  const fulfil = (
    shop: Shop,
    onChange: () => void = () => undefined
  ): Promise<Outcome<Fulfilment, GatewayDown>> =>
    run(fulfilOrder, providers(shop), { clock: instantClock(), observe: onChange })(order, { id: order.id })
  return { initial, fulfil }
}

/** Runs an order, and keeps the state of the shop after everything that happened. */
const historyWith = async (given?: Instructions) => {
  const { initial, fulfil } = worldWith(given)
  const shop = structuredClone(initial)
  const moments: Array<Shop> = []
  const outcome = await fulfil(shop, () => moments.push(structuredClone(shop)))
  return { initial, fulfil, shop, moments, outcome }
}

/** One for each way in which an order can end. */
const endings: ReadonlyArray<Instructions> = [
  {},
  { gatewayDown: 2, answerLost: 1 },
  { cardDeclined: true },
  { carrierRefuses: true },
  { carrierRefuses: true, refundBroken: 2 },
  { answerLost: 4 },
  { carrierRefuses: true, refundBroken: 4 }
]

test("running over a clone never changes the initial state", async () => {
  for (const given of endings) {
    const { initial, shop } = await historyWith(given)

    expect(initial).toEqual(worldWith().initial)
    expect(shop).not.toEqual(initial)
  }
})

test("a state that was kept on the way is not changed by what comes after it", async () => {
  const { moments, shop } = await historyWith({ carrierRefuses: true })

  const [first] = moments
  const charged = moments.filter(({ taken }) => taken.size === 1)
  expect(first).toEqual(worldWith().initial)
  expect(charged.length).toBeGreaterThan(0)
  for (const { legs, onHand } of charged) {
    expect(legs).toHaveLength(2)
    expect([...onHand.values()]).toEqual([8, 9])
  }
  expect([...shop.onHand.values()]).toEqual([10, 10])
})

test("two shops over clones do not influence each other", async () => {
  const { initial, fulfil } = worldWith()
  const [one, other] = [structuredClone(initial), structuredClone(initial)]

  const outcome = await fulfil(one)

  expect(one.parcels.size).toBe(1)
  expect(other).toEqual(initial)
  expect(await fulfil(other)).toEqual(outcome)
  expect(other).toEqual(one)
})

test("all that the services remember is in the state: a run over a clone of any moment ends as the first one did", async () => {
  for (const given of endings) {
    const { fulfil, moments, shop, outcome } = await historyWith(given)

    for (const moment of moments) {
      const later = structuredClone(moment)
      expect(await fulfil(later)).toEqual(outcome)
      expect(later).toEqual(shop)
    }
  }
})
