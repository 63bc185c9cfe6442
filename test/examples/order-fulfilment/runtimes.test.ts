import { Effect } from "effect"
import { type Clock, type Outcome, run } from "lawful"
import { inEffect, layerOf, outcomeOf } from "lawful/effect"
import { type Environment, toReaderTaskEither, toTask } from "lawful/fp-ts"
import { simulate, world } from "lawful/simulator"
import { expect, test } from "vitest"
import { type Balance, balanceOf } from "../../../examples/order-fulfilment/balance.ts"
import type { Order, OrderId } from "../../../examples/order-fulfilment/domain/order.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { processRealOrders } from "../../../examples/order-fulfilment/implementation/process-real-orders.ts"
import { instantClock } from "../../../examples/order-fulfilment/instant-clock.ts"
import {
  newShop,
  openShop,
  type ServiceName,
  servicesOf,
  type ShopPlan
} from "../../../examples/order-fulfilment/services/open-shop.ts"
import { shippedFile } from "./day.ts"

const file = shippedFile()
const plan: ShopPlan = { ...file, faults: new Map(file.orders.map(({ id, faults }) => [id, faults ?? {}])) }
const orders: ReadonlyArray<Order> = file.orders.map((one) => {
  const { faults: _, ...order } = one
  return order
})

/** How the day went: the end of each order, and the books. */
interface Day {
  readonly ends: ReadonlyArray<Outcome<unknown, unknown>>
  readonly balance: Balance
}

type Services = ReturnType<typeof openShop>["services"]
type Fulfil = (order: Order, id: OrderId) => Promise<Outcome<unknown, unknown>>

/** A day in memory, on some runtime. */
const dayOn = async (runtime: (services: Services, clock: Clock) => Fulfil): Promise<Day> => {
  const { shop, services } = openShop(plan)
  const fulfil = runtime(services, instantClock())
  const ends: Array<Outcome<unknown, unknown>> = []
  for (const order of orders) ends.push(await fulfil(order, order.id))
  return { ends, balance: balanceOf(shop) }
}

const inProcessDay = (): Promise<Day> =>
  dayOn((services, clock) => {
    const fulfil = run(fulfilOrder, services, { clock })
    return (order, id) => fulfil(order, { id })
  })

test("the workflow of the domain runs unchanged as an Effect", async () => {
  const day = await dayOn((services) => {
    const fulfil = inEffect.interpret(fulfilOrder)
    const shop = layerOf(...services)
    return async (order, id) =>
      outcomeOf(await Effect.runPromiseExit(fulfil(order, { id }).pipe(Effect.provide(shop))))
  })

  expect(day).toEqual(await inProcessDay())
})

test("the workflow of the domain runs unchanged as a TaskEither", async () => {
  const day = await dayOn((services, clock) => {
    const fulfil = toTask(services, { clock }).interpret(fulfilOrder)
    return (order, id) => fulfil(order, { id })()
  })

  expect(day).toEqual(await inProcessDay())
})

test("the workflow of the domain runs unchanged as a ReaderTaskEither", async () => {
  const { shop, services } = openShop(plan)
  const fulfil = toReaderTaskEither([], [], { clock: instantClock() }).interpret(fulfilOrder)
  const [Orders, Inventory, Payments, Shipping, Notifications] = services
  const environment = { Orders, Inventory, Payments, Shipping, Notifications } as Environment<ServiceName>

  const ends: Array<unknown> = []
  for (const order of orders) ends.push(await fulfil(order, { id: order.id })(environment)())

  const expected = await inProcessDay()
  expect(ends).toEqual(
    expected.ends.map((end) => {
      if (end._tag === "Completed") return { _tag: "Right", right: end.output }
      return { _tag: "Left", left: end._tag === "Failed" ? end.error : "something else" }
    })
  )
  expect(balanceOf(shop)).toEqual(expected.balance)
})

test("the workflow of the domain runs unchanged in the simulator", async () => {
  const ends: Array<unknown> = []
  let shop = newShop(plan)
  for (const order of orders) {
    const { outcome, world: after } = await simulate(fulfilOrder, order, {
      world: world(shop, (state) => servicesOf(state, plan)),
      id: order.id
    })
    ends.push(outcome)
    shop = after
  }

  expect({ ends, balance: balanceOf(shop) }).toEqual(await inProcessDay())
})

test("the workflow of the domain runs unchanged, mapped to real parts", async () => {
  const ends: Array<Outcome<unknown, unknown>> = []
  const balance = await processRealOrders(
    file,
    { path: ":memory:", broker: "amqp://127.0.0.1:1" },
    ({ outcome }) => ends.push(outcome)
  )

  const expected = await inProcessDay()
  expect(ends.map(essence)).toEqual(expected.ends.map(essence))
  expect(balance).toEqual(expected.balance)
})

/** What an outcome says of the order; which operations were undone differs when they are others. */
const essence = (outcome: Outcome<unknown, unknown>): unknown =>
  outcome._tag === "Completed" ? outcome.output : outcome._tag === "Failed" ? outcome.error : outcome
