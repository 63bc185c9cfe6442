/**
 * Why a payment or a refund comes to nothing, as a tagged union.
 * @module
 */
import * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { ChannelId } from "./identity.ts"

/** The merchant may not take this payment. */
export type MerchantRefused = t.TypeOf<typeof MerchantRefused>
export const MerchantRefused = record("MerchantRefused", {
  _tag: t.literal("MerchantRefused"),
  reason: Text
})

/** A rule says no. */
export type TooRisky = t.TypeOf<typeof TooRisky>
export const TooRisky = record("TooRisky", { _tag: t.literal("TooRisky"), rule: Text })

/** A person says no. */
export type NotApproved = t.TypeOf<typeof NotApproved>
export const NotApproved = record("NotApproved", { _tag: t.literal("NotApproved"), reviewer: Text })

/** No person has said anything in time. */
export type ReviewOverdue = t.TypeOf<typeof ReviewOverdue>
export const ReviewOverdue = record("ReviewOverdue", { _tag: t.literal("ReviewOverdue") })

/** The payer's bank says no; another channel would ask the same bank. */
export type Declined = t.TypeOf<typeof Declined>
export const Declined = record("Declined", { _tag: t.literal("Declined"), reason: Text })

/** No channel has taken the payment. */
export type NoChannel = t.TypeOf<typeof NoChannel>
export const NoChannel = record("NoChannel", {
  _tag: t.literal("NoChannel"),
  tried: t.readonlyArray(ChannelId)
})

/** Why nothing was charged. */
export type Refusal = t.TypeOf<typeof Refusal>
export const Refusal = t.union([MerchantRefused, TooRisky, NotApproved, ReviewOverdue])
export type Failure = t.TypeOf<typeof Failure>
export const Failure = t.union([Declined, NoChannel])

/** The refund cannot be made: there is not so much left of the payment, or there is no such payment. */
export type RefundRefused = t.TypeOf<typeof RefundRefused>
export const RefundRefused = record("RefundRefused", { _tag: t.literal("RefundRefused"), reason: Text })

/** A service has not answered: whether anything was done, nobody knows. */
export type Unavailable = t.TypeOf<typeof Unavailable>
export const Unavailable = record("Unavailable", { _tag: t.literal("Unavailable"), service: Text })

/** Says in words why a payment came to nothing. */
export const why = (reason: Refusal | Failure): string => {
  switch (reason._tag) {
    case "MerchantRefused":
      return reason.reason
    case "TooRisky":
      return `too risky: ${reason.rule}`
    case "NotApproved":
      return `${reason.reviewer} did not approve it`
    case "ReviewOverdue":
      return "nobody has reviewed it in time"
    case "Declined":
      return `declined: ${reason.reason}`
    case "NoChannel":
      return reason.tried.length === 0 ? "no channel takes it" : `no answer from ${reason.tried.join(", ")}`
  }
}
