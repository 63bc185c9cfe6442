/**
 * What is kept about orders, payments and goods: the books, whoever keeps them, and in however many databases.
 * @module
 */
import * as t from "io-ts"
import { Goods, Order } from "./order.ts"
import { Payment, Refund } from "./payment.ts"
import { whole } from "./money.ts"

/** How many of an article can be sold. */
export type StockLine = t.TypeOf<typeof StockLine>
export const StockLine = t.readonly(t.type({ sku: t.string, onHand: whole("a count", 0) }), "a line of stock")

/** Goods that were put aside for an order; `held` until they are released. */
export type Reservation = t.TypeOf<typeof Reservation>
export const Reservation = t.readonly(t.intersection([Goods, t.type({ held: t.boolean })]), "a reservation")

/** The book of orders. */
export type OrdersBook = t.TypeOf<typeof OrdersBook>
export const OrdersBook = t.readonly(t.type({ orders: t.readonlyArray(Order) }), "the book of orders")

/** The book of payments. */
export type PaymentsBook = t.TypeOf<typeof PaymentsBook>
export const PaymentsBook = t.readonly(
  t.type({ payments: t.readonlyArray(Payment), refunds: t.readonlyArray(Refund) }),
  "the book of payments"
)

/** The book of goods. */
export type InventoryBook = t.TypeOf<typeof InventoryBook>
export const InventoryBook = t.readonly(
  t.type({ stock: t.readonlyArray(StockLine), reservations: t.readonlyArray(Reservation) }),
  "the book of goods"
)

/** All books of a shop. */
export type Books = OrdersBook & PaymentsBook & InventoryBook

/** The books on the day on which a shop opens. */
export const openingBooks: Books = {
  orders: [],
  payments: [],
  refunds: [],
  stock: [
    { sku: "lamp", onHand: 1 },
    { sku: "mug", onHand: 5 }
  ],
  reservations: []
}
