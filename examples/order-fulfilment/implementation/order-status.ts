/**
 * How far an order has come, for those who ask often: read from the database once, then from a cache.
 * @module
 */
import { LRUCache } from "lru-cache"
import { type Implementation, implement } from "lawful"
import type { OrderId } from "../domain/order.ts"
import { OrderCache } from "./signatures/order-cache.ts"
import type { Database } from "./sqlite/open-database.ts"

/** Answers questions, and forgets what it knows of an order when it is told to. */
export interface OrderStatus {
  /** The status of an order; nothing when there is no such order. */
  readonly of: (order: OrderId) => string | undefined
  readonly implementation: Implementation<"OrderCache">
}

/** Keeps the statuses of the orders that were asked for last. */
export const orderStatus = (database: Database, most = 10_000): OrderStatus => {
  const copies = new LRUCache<OrderId, string>({ max: most })
  const select = database.prepare("SELECT status FROM orders WHERE id = ?")
  return {
    of: (order) => {
      const known = copies.get(order)
      if (known !== undefined) return known
      const row = select.get(order) as { readonly status: string } | undefined
      if (row !== undefined) copies.set(order, row.status)
      return row?.status
    },
    implementation: implement(OrderCache, { invalidate: (order) => void copies.delete(order) })
  }
}
