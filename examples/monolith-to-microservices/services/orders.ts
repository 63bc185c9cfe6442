/**
 * The order service.
 * @module
 */
import * as t from "io-ts"
import { type Implementation, implement, runSync } from "lawful"
import { answersSchema } from "../database/once.ts"
import { OrderRow } from "../database/order-row.ts"
import type { Database } from "../database/sqlite.ts"
import { OrdersBook } from "../domain/books.ts"
import { type Draft, type Order, Status } from "../domain/order.ts"
import { Orders } from "../signatures/orders.ts"
import { route, type Service } from "./service.ts"

export const ordersService: Service<OrdersBook> = {
  name: "Orders",
  schema: `
    CREATE TABLE IF NOT EXISTS orders (
      "order" INTEGER PRIMARY KEY, customer TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL,
      price INTEGER NOT NULL, discount INTEGER NOT NULL, note TEXT, status TEXT NOT NULL
    );
    ${answersSchema}`,
  book: OrdersBook,
  routes: (database) => {
    const desk = [over(database)]
    return {
      open: route(Orders.open, runSync(Orders.open, desk)),
      confirm: route(Orders.confirm, runSync(Orders.confirm, desk)),
      withdraw: route(Orders.withdraw, runSync(Orders.withdraw, desk)),
      mayCancel: route(Orders.mayCancel, runSync(Orders.mayCancel, desk)),
      cancel: route(Orders.cancel, runSync(Orders.cancel, desk)),
      ordersOf: route(Orders.ordersOf, runSync(Orders.ordersOf, desk))
    }
  },
  load: (database, { orders }) => {
    for (const order of orders) insert(database, order.order, order, order.status)
  },
  dump: (database) => ({ orders: database.rows(OrderRow, `SELECT * FROM orders ORDER BY "order"`) })
}

const over = (database: Database): Implementation<"Orders"> => {
  const statusOf = (order: number): Status | undefined =>
    database.row(t.type({ status: Status }), `SELECT status FROM orders WHERE "order" = ?`, order)?.status
  const set = (order: number, status: Status): void =>
    void database.change(`UPDATE orders SET status = ? WHERE "order" = ?`, status, order)
  return implement(Orders, {
    open: (draft) => {
      const last = database.row(
        t.type({ last: t.number }),
        `SELECT coalesce(max("order"), 0) AS last FROM orders`
      )
      const order = (last?.last ?? 0) + 1
      insert(database, order, draft, "open")
      return order
    },
    confirm: (order) => {
      if (statusOf(order) === "open") set(order, "confirmed")
    },
    withdraw: (order) => {
      const status = statusOf(order)
      if (status === "open" || status === "confirmed") set(order, "withdrawn")
    },
    mayCancel: (order, { fail }) => {
      const status = statusOf(order)
      return status === "confirmed"
        ? undefined
        : fail({ _tag: "WrongStatus", order, is: status ?? "unknown" })
    },
    cancel: (order) => {
      if (statusOf(order) === "confirmed") set(order, "cancelled")
    },
    ordersOf: (customer) =>
      database.rows(OrderRow, `SELECT * FROM orders WHERE customer = ? ORDER BY "order"`, customer)
  })
}

const insert = (
  database: Database,
  order: number,
  { customer, sku, quantity, price, discount, note }: Draft | Order,
  status: Status
): void =>
  void database.change(
    "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    order,
    customer,
    sku,
    quantity,
    price,
    discount,
    note ?? null,
    status
  )
