/**
 * The database of the shop on SQLite.
 *
 * The change, the message that tells of it and the key under which it was asked for are written in one transaction: all three
 * or none, whenever the process ends.
 * @module
 */
import { type Context, type Implementation, implement } from "lawful"
import type { OrderId } from "../../domain/order.ts"
import { ShopDatabase } from "../signatures/shop-database.ts"
import { type Database, inTransaction } from "./open-database.ts"

/** What a message tells of. */
export type Topic =
  | "order.created"
  | "order.withdrawn"
  | "order.confirmed"
  | "order.rejected"
  | "payment.taken"
  | "payment.cancelled"

/** Implements the database of the shop. */
export const sqliteShopDatabase = (database: Database): Implementation<"ShopDatabase"> => {
  const insertOrder = database.prepare("INSERT INTO orders VALUES (?, 'open', ?)")
  const closeOrder = database.prepare("UPDATE orders SET status = ? WHERE id = ?")
  const insertPayment = database.prepare("INSERT INTO payments VALUES (?, 'taken', ?)")
  const cancelPayment = database.prepare(
    "UPDATE payments SET status = 'cancelled' WHERE bill = ? AND status = 'taken'"
  )
  const area = database.prepare("SELECT 1 FROM delivery_area WHERE country = ?")
  const isDone = database.prepare("SELECT 1 FROM done WHERE key = ?")
  const setDone = database.prepare("INSERT INTO done VALUES (?)")
  const insertMessage = database.prepare("INSERT INTO outbox (topic, body) VALUES (?, ?)")

  const once = ({ key }: Context, change: () => Message | undefined): void =>
    inTransaction(database, () => {
      if (isDone.get(key) !== undefined) return
      const message = change()
      if (message !== undefined) insertMessage.run(message.topic, JSON.stringify(message.body))
      setDone.run(key)
    })
  const close = (order: OrderId, status: string): void => {
    if (closeOrder.run(status, order).changes !== 1) throw new Error(`There is no order ${order}.`)
  }

  return implement(ShopDatabase, {
    insertOrder: (order, call) =>
      once(call, () => {
        insertOrder.run(order.id, JSON.stringify(order))
        return { topic: "order.created", body: { order: order.id } }
      }),
    withdrawOrder: (order, call) =>
      once(call, () => {
        close(order, "withdrawn")
        return { topic: "order.withdrawn", body: { order } }
      }),
    confirmOrder: (order, call) =>
      once(call, () => {
        close(order, "confirmed")
        return { topic: "order.confirmed", body: { order } }
      }),
    rejectOrder: ({ order, reason }, call) =>
      once(call, () => {
        close(order, "rejected")
        return { topic: "order.rejected", body: { order, reason: reason._tag } }
      }),
    deliversTo: (country) => area.get(country) !== undefined,
    insertPayment: ({ bill, payment }, call) =>
      once(call, () => {
        insertPayment.run(bill.order, JSON.stringify(payment))
        return { topic: "payment.taken", body: { order: bill.order, payment: payment.payment } }
      }),
    cancelPayment: (order, call) =>
      once(call, () =>
        cancelPayment.run(order).changes === 0 ? undefined : { topic: "payment.cancelled", body: { order } }
      )
  })
}

/** What is told to the rest of the world. */
interface Message {
  readonly topic: Topic
  readonly body: unknown
}
