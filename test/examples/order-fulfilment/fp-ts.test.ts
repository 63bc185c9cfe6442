/**
 * The workflow of the shop, unchanged, in fp-ts: a day ends there as it ends in process.
 */
import * as E from "fp-ts/lib/Either.js"
import type { Implementation } from "lawful"
import { toReaderTaskEither, toTask } from "lawful/fp-ts"
import { expect, test } from "vitest"
import { balanceOf } from "../../../examples/order-fulfilment/balance.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { instantClock } from "../../../examples/order-fulfilment/instant-clock.ts"
import { openShop, type ServiceName } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { dayOf, shippedFile } from "./day.ts"

/** A new shop for the shipped file, and its orders. */
const opened = () => {
  const { stock, deliversTo, orders } = shippedFile()
  const faults = new Map(orders.map(({ id, faults }) => [id, faults ?? {}]))
  return { orders, ...openShop({ stock, deliversTo, faults }) }
}

const named = (services: ReadonlyArray<Implementation<ServiceName>>) =>
  // One implementation for each name.
  Object.fromEntries(services.map((service) => [service.signature.name, service])) as {
    readonly [N in ServiceName]: Implementation<N>
  }

test("a day of tasks has the outcomes and the balance of a day in process", async () => {
  const expected = await dayOf(shippedFile())
  const { orders, shop, services } = opened()
  const { interpret } = toTask(services, { clock: instantClock() })
  const fulfil = interpret(fulfilOrder)

  const outcomes = []
  for (const { faults: _, ...order } of orders) outcomes.push(await fulfil(order, { id: order.id })())

  expect(outcomes).toEqual(expected.processed.map(({ outcome }) => outcome))
  expect(balanceOf(shop)).toEqual(expected.balance)
})

test("a day of readers has the outputs and errors of a day in process", async () => {
  const expected = await dayOf(shippedFile())
  const { orders, shop, services } = opened()
  const { interpret } = toReaderTaskEither([], [], { clock: instantClock() })
  const fulfil = interpret(fulfilOrder)
  const environment = named(services)

  const ended = []
  for (const { faults: _, ...order } of orders)
    ended.push(await fulfil(order, { id: order.id })(environment)())

  expect(ended).toEqual(
    expected.processed.map(({ outcome }) => {
      if (outcome._tag === "Completed") return E.right(outcome.output)
      return outcome._tag === "Failed" ? E.left(outcome.error) : outcome
    })
  )
  expect(balanceOf(shop)).toEqual(expected.balance)
})
