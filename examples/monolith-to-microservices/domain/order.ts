/**
 * Orders: who wants what, at which price, and how far the order has come.
 * @module
 */
import * as t from "io-ts"
import { Cents, Percent, whole } from "./money.ts"

/** The number of an order: the first is 1. */
export const OrderNumber = whole("an order number", 1)

const Quantity = whole("a quantity", 1, 1000)

/** So many of one article, for an order. */
export type Goods = t.TypeOf<typeof Goods>
export const Goods = t.readonly(
  t.type({ order: OrderNumber, sku: t.string, quantity: Quantity }),
  "goods for an order"
)

const asked = { customer: t.string, sku: t.string, quantity: Quantity, price: Cents, discount: Percent }

/** The gift note is optional: most orders have none. */
const note = t.partial({ note: t.string })

/** What a customer asks for. */
export type Draft = t.TypeOf<typeof Draft>
export const Draft = t.readonly(
  t.intersection([t.type({ ...asked, card: t.string }), note]),
  "a draft of an order"
)

/** How far an order has come. */
export type Status = t.TypeOf<typeof Status>
export const Status = t.keyof({ open: null, confirmed: null, cancelled: null, withdrawn: null }, "a status")

/** An order in the books. The card is not kept. */
export type Order = t.TypeOf<typeof Order>
export const Order = t.readonly(
  t.intersection([t.type({ order: OrderNumber, ...asked, status: Status }), note]),
  "an order"
)
