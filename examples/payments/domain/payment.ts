/**
 * Payments: who pays whom, how much, and by which method.
 * @module
 */
import * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { ChannelId, Day, MerchantId, PaymentId, Reference, RefundId, referenceOf } from "./identity.ts"
import { Money } from "./money.ts"

export type Method = t.TypeOf<typeof Method>
export const Method = t.keyof({ card: null, wallet: null, transfer: null }, "a method of payment")

/** What a merchant asks for. */
export type Payment = t.TypeOf<typeof Payment>
export const Payment = record("a payment", {
  id: PaymentId,
  day: Day,
  merchant: MerchantId,
  /** What stands for the payer at the channels. */
  payer: Text,
  method: Method,
  money: Money
})

/** A payment on its way through one channel. */
export type Charge = t.TypeOf<typeof Charge>
export const Charge = record("a charge", {
  reference: Reference,
  payment: PaymentId,
  channel: ChannelId,
  day: Day,
  payer: Text,
  money: Money
})

/** The charge of a payment through a channel. */
export const chargeOf = ({ id, day, payer, money }: Payment, channel: ChannelId): Charge => ({
  reference: referenceOf(id, channel),
  payment: id,
  channel,
  day,
  payer,
  money
})

/** A merchant gives money back: all of it or a part. */
export type Refund = t.TypeOf<typeof Refund>
export const Refund = record("a refund", { id: RefundId, payment: PaymentId, money: Money })
