/**
 * A day in the shop with real parts: the same workflow, mapped to what they can do.
 * @module
 */
import { Mapping, type Observation, run } from "lawful"
import { type Balance, balanceOf } from "../balance.ts"
import type { Faults } from "../domain/faults.ts"
import { fulfilOrder } from "../fulfil-order.ts"
import type { OrdersFile } from "../orders-file.ts"
import type { Processed } from "../process-orders.ts"
import type { Whims } from "./gateway/whims.ts"
import { toRealParts } from "./mapping.ts"
import { openRealShop, type RealShop } from "./open-real-shop.ts"

/** `fulfilOrder`, asking for a database, a cache, a broker and a gateway where the domain asks for orders and payments. */
export const fulfilRealOrder = Mapping.workflow(toRealParts)(fulfilOrder)

/** Where the real parts are. */
export interface Premises {
  /** The file of the database. */
  readonly path: string
  readonly broker: string
}

/** Opens a shop, processes one order after the other, tells of each, and closes with a balance. */
export const processRealOrders = async (
  { stock, deliversTo, orders }: OrdersFile,
  premises: Premises,
  tell: (processed: Processed, shop: RealShop) => void
): Promise<Balance> => {
  const faults = new Map(orders.map(({ id, faults }) => [id, faults ?? {}]))
  const whims = new Map([...faults].map(([id, faults]) => [id, whimsOf(faults)]))
  const shop = await openRealShop({ ...premises, stock, deliversTo, faults, whims })
  try {
    const seen = new Map<string, Array<Observation>>(orders.map(({ id }) => [id, []]))
    const fulfil = run(fulfilRealOrder, shop.services, {
      observe: (observation) => seen.get(observation.runId)?.push(observation)
    })
    for (const { faults: _, ...order } of orders) {
      const outcome = await fulfil(order, { id: order.id })
      tell({ order, observations: seen.get(order.id) ?? [], outcome }, shop)
    }
    return balanceOf(await shop.books())
  } finally {
    await shop.close()
  }
}

/** What the gateway is to do so that the faults of an order happen; the carrier has its own. */
const whimsOf = ({ cardDeclined, gatewayDown, answerLost, refundBroken }: Faults): Whims => ({
  declines: cardDeclined ?? false,
  fails: gatewayDown ?? 0,
  hangs: answerLost ?? 0,
  refundFails: refundBroken ?? 0
})
