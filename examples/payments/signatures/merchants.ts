/**
 * Who may take payments.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { Terms } from "../domain/money.ts"
import { Payment } from "../domain/payment.ts"
import { MerchantRefused, Unavailable } from "../domain/refusal.ts"

export const Merchants = Signature.make("Merchants", {
  /** The terms of the merchant, if this payment is one that he may take. */
  validate: {
    input: Payment,
    output: Terms,
    error: t.union([MerchantRefused, Unavailable]),
    effect: "readonly",
    footprint: { reads: ["merchants"] }
  }
})
