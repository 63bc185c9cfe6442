/**
 * The things of the shop in a few words, for timelines. An observer is told values without their types, so each is
 * recognised by its codec.
 * @module
 */
import type * as t from "io-ts"
import { type Money, showMoney } from "./domain/money.ts"
import { Rejection, why } from "./domain/rejection.ts"
import { Reservation } from "./signatures/inventory.ts"
import { Message } from "./signatures/notifications.ts"
import { Verdict } from "./signatures/orders.ts"
import { Bill, GatewayDown, Payment, Refund } from "./signatures/payments.ts"
import { Parcel } from "./signatures/shipping.ts"

/** Describes a value of the shop; what it does not know it passes over in silence. */
export const describe = (value: unknown): string => {
  for (const word of words) {
    const text = word(value)
    if (text !== undefined) return text
  }
  return ""
}

const money = ({ amount, currency }: Money): string => showMoney(amount, currency)

const word =
  <A>(codec: t.Type<A>, say: (value: A) => string) =>
  (value: unknown): string | undefined =>
    codec.is(value) ? say(value) : undefined

const words: ReadonlyArray<(value: unknown) => string | undefined> = [
  word(Verdict, (verdict) => (verdict._tag === "Accepted" ? "accepted" : `refused: ${why(verdict.reason)}`)),
  word(Reservation, ({ quantity, sku }) => `${quantity} x ${sku}`),
  word(Bill, ({ total }) => money(total)),
  word(Payment, ({ paid }) => money(paid)),
  word(Refund, ({ refunded }) => (refunded.amount === 0 ? "nothing had been taken" : money(refunded))),
  word(Parcel, ({ parcel }) => `parcel ${parcel}`),
  word(Message, ({ text }) => `"${text}"`),
  word(Rejection, why),
  word(GatewayDown, () => "no answer from the gateway")
]
