/**
 * The names of things: payments, refunds, merchants, channels, charges and days.
 * @module
 */
import * as t from "io-ts"
import { refined } from "../../order-fulfilment/domain/codec.ts"

const word = (text: string): boolean => /^[\w-]{1,64}$/.test(text)

/** The identity of a payment; it is the identity of its run, too. */
export type PaymentId = t.Branded<string, PaymentIdBrand>
export const PaymentId = refined<string, PaymentIdBrand>("a payment id", t.string, word)

/** The identity of a refund, and of its run. */
export type RefundId = t.Branded<string, RefundIdBrand>
export const RefundId = refined<string, RefundIdBrand>("a refund id", t.string, word)

export type MerchantId = t.Branded<string, MerchantIdBrand>
export const MerchantId = refined<string, MerchantIdBrand>("a merchant id", t.string, word)

/** A way to the payer's money: an acquirer, a wallet, a bank. */
export type ChannelId = t.Branded<string, ChannelIdBrand>
export const ChannelId = refined<string, ChannelIdBrand>("a channel id", t.string, word)

/** What the processor and a channel both call a charge: one payment goes through one channel at most once. */
export type Reference = t.Branded<string, ReferenceBrand>
export const Reference = refined<string, ReferenceBrand>("the reference of a charge", t.string, (text) =>
  /^[\w-]{1,64}\/[\w-]{1,64}$/.test(text)
)

/** The reference of a charge; ids hold no slash, so no two are alike. */
export const referenceOf = (payment: PaymentId, channel: ChannelId): Reference =>
  `${payment}/${channel}` as Reference

/** A day of business, such as 2026-11-30. */
export type Day = t.Branded<string, DayBrand>
export const Day = refined<string, DayBrand>(
  "a day such as 2026-11-30",
  t.string,
  (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
)

interface PaymentIdBrand {
  readonly PaymentId: unique symbol
}
interface RefundIdBrand {
  readonly RefundId: unique symbol
}
interface MerchantIdBrand {
  readonly MerchantId: unique symbol
}
interface ChannelIdBrand {
  readonly ChannelId: unique symbol
}
interface ReferenceBrand {
  readonly Reference: unique symbol
}
interface DayBrand {
  readonly Day: unique symbol
}
