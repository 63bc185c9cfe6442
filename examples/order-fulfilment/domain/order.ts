/**
 * Orders: who wants what, where to, and who pays.
 * @module
 */
import * as t from "io-ts"
import { record, refined } from "./codec.ts"
import { Currency, type Money } from "./money.ts"
import { type Natural, Positive } from "./number.ts"

const filled = (text: string): boolean => text.trim() !== ""

/** Text that says something. */
export type Text = t.Branded<string, TextBrand>
export const Text = refined<string, TextBrand>("a text that is not empty", t.string, filled)

/** The identity of an order; it is the identity of its run, too. */
export type OrderId = t.Branded<string, OrderIdBrand>
export const OrderId = refined<string, OrderIdBrand>("an order id", t.string, filled)

/** The code of an article. */
export type Sku = t.Branded<string, SkuBrand>
export const Sku = refined<string, SkuBrand>("an article code", t.string, filled)

/** Where a message can be sent. */
export type Email = t.Branded<string, EmailBrand>
export const Email = refined<string, EmailBrand>("an e-mail address", t.string, (text) =>
  /^[^\s@]+@[^\s@]+$/.test(text)
)

/** The code of a country, such as DE. */
export type Country = t.Branded<string, CountryBrand>
export const Country = refined<string, CountryBrand>(
  "a country code of two capital letters",
  t.string,
  (code) => /^[A-Z]{2}$/.test(code)
)

/** What stands for a card at the payment gateway. */
export type Card = t.Branded<string, CardBrand>
export const Card = refined<string, CardBrand>("the token of a card", t.string, filled)

export type Customer = t.TypeOf<typeof Customer>
export const Customer = record("a customer", { name: Text, email: Email })

export type Address = t.TypeOf<typeof Address>
export const Address = record("an address", { street: Text, postcode: Text, city: Text, country: Country })

/** So many of an article, each at a price in minor units. */
export type Item = t.TypeOf<typeof Item>
export const Item = record("an item", { sku: Sku, quantity: Positive, price: Positive })

/** The items of one order. */
export const Items = refined<ReadonlyArray<Item>, ItemsBrand>(
  "one or more items, each article once, with a total below 2^53",
  t.readonlyArray(Item),
  (items) =>
    items.length > 0 &&
    new Set(items.map(({ sku }) => sku)).size === items.length &&
    Number.isSafeInteger(sumOf(items))
)

/** The fields of an order, for records that hold more. */
export const orderFields = {
  id: OrderId,
  customer: Customer,
  address: Address,
  currency: Currency,
  card: Card,
  items: Items
}

export type Order = t.TypeOf<typeof Order>
export const Order = record("an order", orderFields)

/** What an order costs. */
export const totalOf = ({ items, currency }: Order): Money => ({
  // The codec of the items has seen to it that the sum is a whole number that fits.
  amount: sumOf(items) as Natural,
  currency
})

const sumOf = (items: ReadonlyArray<Item>): number =>
  items.reduce((sum, { quantity, price }) => sum + quantity * price, 0)

interface TextBrand {
  readonly Text: unique symbol
}
interface OrderIdBrand {
  readonly OrderId: unique symbol
}
interface SkuBrand {
  readonly Sku: unique symbol
}
interface EmailBrand {
  readonly Email: unique symbol
}
interface CountryBrand {
  readonly Country: unique symbol
}
interface CardBrand {
  readonly Card: unique symbol
}
interface ItemsBrand {
  readonly Items: unique symbol
}
