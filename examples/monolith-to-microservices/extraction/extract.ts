/**
 * The extraction: takes the books of the three services out of the one database of the monolith.
 *
 * It is the component of a natural transformation: with it, to carry out a command in the monolith and then migrate comes to
 * the same as to migrate and then carry out the command in the services.
 * @module
 */
import * as t from "io-ts"
import { OrderRow } from "../database/order-row.ts"
import type { Database } from "../database/sqlite.ts"
import { type Books, StockLine } from "../domain/books.ts"
import { Goods } from "../domain/order.ts"
import { Payment, Refund } from "../domain/payment.ts"

/** The query that each book is filled from. */
export interface Queries {
  readonly orders: string
  readonly payments: string
  readonly refunds: string
  readonly stock: string
  readonly reservations: string
}

/** The queries as they should be. */
export const queries: Queries = {
  orders: `SELECT id AS "order", customer, sku, quantity, price, discount, note, status FROM orders ORDER BY id`,
  payments: `SELECT id AS "order", customer, charged AS amount FROM orders WHERE charged IS NOT NULL ORDER BY id`,
  refunds: `SELECT id AS "order", refunded AS amount FROM orders WHERE refunded IS NOT NULL ORDER BY id`,
  stock: "SELECT sku, on_hand AS onHand FROM stock ORDER BY sku",
  reservations: `SELECT id AS "order", sku, quantity, reserved AS held FROM orders WHERE reserved IS NOT NULL ORDER BY id`
}

/** Reads the books, and leaves the database as it is. */
export const extract = (
  database: Database,
  { orders, payments, refunds, stock, reservations }: Queries = queries
): Books => ({
  orders: database.rows(OrderRow, orders),
  payments: database.rows(Payment, payments),
  refunds: database.rows(Refund, refunds),
  stock: database.rows(StockLine, stock),
  reservations: database
    .rows(Held, reservations)
    .map(({ held, ...goods }) => ({ ...goods, held: held === 1 }))
})

const Held = t.intersection([Goods, t.type({ held: t.number })])
