/**
 * Letters to merchants.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { MerchantId, PaymentId } from "../domain/identity.ts"
import { Unavailable } from "../domain/refusal.ts"

/** `about` says what the letter tells of: the end of a payment, or a refund. */
export type Letter = t.TypeOf<typeof Letter>
export const Letter = record("a letter", {
  merchant: MerchantId,
  payment: PaymentId,
  about: Text,
  text: Text
})

export const Notifications = Signature.make("Notifications", {
  notify: {
    input: Letter,
    output: t.void,
    error: Unavailable,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["letters"] }
  }
})
