/**
 * The order desk, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Country, Order, OrderId } from "../domain/order.ts"
import { Orders, type Verdict } from "../signatures/orders.ts"

/** How far an order has come. */
export type Status = "open" | "confirmed" | "rejected" | "withdrawn"

/** An order in the files of the desk. */
export interface Filed {
  readonly order: Order
  readonly status: Status
}

/** What the desk remembers. */
export interface OrderDesk {
  readonly orders: Map<OrderId, Filed>
}

/** A desk that accepts orders to these countries. */
export const inMemoryOrders = (
  { orders }: OrderDesk,
  deliversTo: ReadonlyArray<Country>
): Implementation<"Orders"> => {
  const close = (id: OrderId, status: Status): void => {
    const found = orders.get(id)
    if (found === undefined) throw new Error(`There is no order ${id}.`)
    orders.set(id, { ...found, status })
  }
  return implement(Orders, {
    // An order that is known stays as it is: a call that comes a second time must not open it again.
    create: (order) => {
      if (!orders.has(order.id)) orders.set(order.id, { order, status: "open" })
      return order
    },
    withdraw: (id) => close(id, "withdrawn"),
    validate: ({ address: { country } }): Verdict =>
      deliversTo.includes(country)
        ? { _tag: "Accepted" }
        : { _tag: "Refused", reason: { _tag: "OutsideDeliveryArea", country } },
    confirm: (id) => close(id, "confirmed"),
    reject: ({ order }) => close(order, "rejected")
  })
}
