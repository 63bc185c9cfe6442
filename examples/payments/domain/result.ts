/**
 * How payments and refunds end.
 * @module
 */
import * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Natural } from "../../order-fulfilment/domain/number.ts"
import { ChannelId, PaymentId, RefundId } from "./identity.ts"
import { Money } from "./money.ts"
import { Failure, Refusal } from "./refusal.ts"

/** The payer has paid, and the merchant has the money, less the fee. */
export type Settled = t.TypeOf<typeof Settled>
export const Settled = record("Settled", {
  _tag: t.literal("Settled"),
  payment: PaymentId,
  channel: ChannelId,
  money: Money,
  fee: Natural
})

/** The processor did not want to charge. */
export type Rejected = t.TypeOf<typeof Rejected>
export const Rejected = record("Rejected", {
  _tag: t.literal("Rejected"),
  payment: PaymentId,
  reason: Refusal
})

/** The processor wanted to charge, and could not; what had been taken has been given back. */
export type Failed = t.TypeOf<typeof Failed>
export const Failed = record("Failed", { _tag: t.literal("Failed"), payment: PaymentId, reason: Failure })

/** What became of a payment. */
export type PaymentResult = t.TypeOf<typeof PaymentResult>
export const PaymentResult = t.union([Settled, Rejected, Failed])

/** The payer has the money back. */
export type Refunded = t.TypeOf<typeof Refunded>
export const Refunded = record("Refunded", {
  _tag: t.literal("Refunded"),
  refund: RefundId,
  payment: PaymentId,
  money: Money
})
