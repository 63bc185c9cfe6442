/**
 * Orders as rows: SQLite says NULL where a record has no field.
 * @module
 */
import * as t from "io-ts"
import { Order } from "../domain/order.ts"

/** Makes an order of a row. */
export const OrderRow: t.Type<Order, unknown> = new t.Type(
  "a row of orders",
  Order.is,
  (row, context) => Order.validate(withoutNulls(row), context),
  (order) => ({ note: null, ...order })
)

const withoutNulls = (row: unknown): unknown =>
  typeof row === "object" && row !== null
    ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
    : row
