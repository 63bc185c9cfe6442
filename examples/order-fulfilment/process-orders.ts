/**
 * A day in the shop, order by order.
 * @module
 */
import { type Observation, type Outcome, run } from "lawful"
import { type Balance, balanceOf } from "./balance.ts"
import type { Fulfilment } from "./domain/fulfilment.ts"
import type { Order } from "./domain/order.ts"
import { fulfilOrder } from "./fulfil-order.ts"
import { instantClock } from "./instant-clock.ts"
import type { OrdersFile } from "./orders-file.ts"
import { openShop, type Shop } from "./services/open-shop.ts"
import type { GatewayDown } from "./signatures/payments.ts"

/** An order, what happened to it, and how it ended. */
export interface Processed {
  readonly order: Order
  readonly observations: ReadonlyArray<Observation>
  readonly outcome: Outcome<Fulfilment, GatewayDown>
}

/** What is left when the day is over. */
export interface DayEnd {
  readonly shop: Shop
  readonly balance: Balance
}

/** Opens a shop, processes one order after the other, tells of each, and closes with a balance. */
export const processOrders = async (
  { stock, deliversTo, orders }: OrdersFile,
  tell: (processed: Processed) => void
): Promise<DayEnd> => {
  const faults = new Map(orders.map(({ id, faults }) => [id, faults ?? {}]))
  const { shop, services } = openShop({ stock, deliversTo, faults })
  let observations: Array<Observation> = []
  const fulfil = run(fulfilOrder, services, {
    clock: instantClock(),
    observe: (observation) => observations.push(observation)
  })
  for (const { faults: _, ...order } of orders) {
    observations = []
    const outcome = await fulfil(order, { id: order.id })
    tell({ order, observations, outcome })
  }
  return { shop, balance: balanceOf(shop) }
}
