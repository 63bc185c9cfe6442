/**
 * The order desk, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Country, Order, OrderId } from "../domain/order.ts"
import { Orders, type Verdict } from "../signatures/orders.ts"
import { answerOnce } from "./answer-once.ts"

/** How far an order has come. */
export type Status = "open" | "confirmed" | "rejected" | "withdrawn"

/** An order in the files of the desk. */
export interface Filed {
  readonly order: Order
  readonly status: Status
}

/** Opens a desk that accepts orders to these countries. */
export const inMemoryOrders = (
  deliversTo: ReadonlyArray<Country>
): { readonly orders: Implementation<"Orders">; readonly filed: ReadonlyMap<OrderId, Filed> } => {
  const filed = new Map<OrderId, Filed>()
  const created = answerOnce<Order>()
  const close = (id: OrderId, status: Status): void => {
    const found = filed.get(id)
    if (found === undefined) throw new Error(`There is no order ${id}.`)
    filed.set(id, { ...found, status })
  }
  const orders = implement(Orders, {
    create: (order, { key }) =>
      created(key, () => {
        filed.set(order.id, { order, status: "open" })
        return order
      }),
    withdraw: (id) => close(id, "withdrawn"),
    validate: ({ address: { country } }): Verdict =>
      deliversTo.includes(country)
        ? { _tag: "Accepted" }
        : { _tag: "Refused", reason: { _tag: "OutsideDeliveryArea", country } },
    confirm: (id) => close(id, "confirmed"),
    reject: ({ order }) => close(order, "rejected")
  })
  return { orders, filed }
}
