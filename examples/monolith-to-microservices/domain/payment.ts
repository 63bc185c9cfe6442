/**
 * What an order costs, and what was paid for it.
 * @module
 */
import * as t from "io-ts"
import { Cents, Percent, percentOf } from "./money.ts"
import { OrderNumber } from "./order.ts"

/** What is to be paid for an order: `net` before the discount and the tax. */
export type Bill = t.TypeOf<typeof Bill>
export const Bill = t.readonly(
  t.type({ order: OrderNumber, customer: t.string, card: t.string, net: Cents, discount: Percent }),
  "a bill"
)

/** What was charged for an order. */
export type Payment = t.TypeOf<typeof Payment>
export const Payment = t.readonly(
  t.type({ order: OrderNumber, customer: t.string, amount: Cents }),
  "a payment"
)

/** What was given back for an order. */
export type Refund = t.TypeOf<typeof Refund>
export const Refund = t.readonly(t.type({ order: OrderNumber, amount: Cents }), "a refund")

const VALUE_ADDED_TAX = 19

/** The amount to charge: less the discount, and with the tax; each is rounded by itself, as it stands on the receipt. */
export const amountDue = ({ net, discount }: Pick<Bill, "net" | "discount">): number => {
  const discounted = net - percentOf(discount, net)
  return discounted + percentOf(VALUE_ADDED_TAX, discounted)
}

/** The card that every payment is refused for. */
export const EMPTY_CARD = "empty"
