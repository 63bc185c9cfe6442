/**
 * The order desk of the monolith.
 * @module
 */
import * as t from "io-ts"
import { type Implementation, implement } from "lawful"
import { OrderRow } from "../database/order-row.ts"
import { Status } from "../domain/order.ts"
import { Orders } from "../signatures/orders.ts"
import { type Desk, inOneTransaction, mayGoUnanswered } from "./desk.ts"

const Numbered = t.type({ id: t.number })
const InStatus = t.type({ status: Status })

export const orders = (desk: Desk): Implementation<"Orders"> => {
  const { database } = desk
  const statusOf = (order: number): Status | "unknown" =>
    database.row(InStatus, "SELECT status FROM orders WHERE id = ?", order)?.status ?? "unknown"
  return implement(Orders, {
    open: ({ customer, sku, quantity, price, discount, note }, context) =>
      inOneTransaction(desk, context, () => {
        const last = database.row(Numbered, "SELECT coalesce(max(id), 0) AS id FROM orders")
        const id = (last?.id ?? 0) + 1
        const values = [id, customer, sku, quantity, price, discount, note ?? null]
        database.change(
          `INSERT INTO orders (id, customer, sku, quantity, price, discount, note, status)
           VALUES (?, ?, ?, ?, ?, ?, ?, 'open')`,
          ...values
        )
        return id
      }),
    confirm: (order, context) =>
      mayGoUnanswered(desk, "Orders.confirm", context, () => {
        database.change("UPDATE orders SET status = 'confirmed' WHERE id = ? AND status = 'open'", order)
      }),
    withdraw: (order, context) =>
      inOneTransaction(desk, context, () => {
        database.change(
          "UPDATE orders SET status = 'withdrawn' WHERE id = ? AND status IN ('open', 'confirmed')",
          order
        )
      }),
    mayCancel: (order, { fail }) => {
      const is = statusOf(order)
      return is === "confirmed" ? undefined : fail({ _tag: "WrongStatus", order, is })
    },
    cancel: (order, context) =>
      inOneTransaction(desk, context, () => {
        database.change("UPDATE orders SET status = 'cancelled' WHERE id = ? AND status = 'confirmed'", order)
      }),
    ordersOf: (customer) =>
      database.rows(
        OrderRow,
        `SELECT id AS "order", customer, sku, quantity, price, discount, note, status
         FROM orders WHERE customer = ? ORDER BY id`,
        customer
      )
  })
}
