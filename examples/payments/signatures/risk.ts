/**
 * Whether a payment looks like fraud.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { Payment } from "../domain/payment.ts"
import { Unavailable } from "../domain/refusal.ts"

/** What the rules say: nothing, that a person has to look at it, or no. */
export type Assessment = t.TypeOf<typeof Assessment>
export const Assessment = t.union([
  record("Clear", { _tag: t.literal("Clear") }),
  record("Doubtful", { _tag: t.literal("Doubtful"), rule: Text }),
  record("Forbidden", { _tag: t.literal("Forbidden"), rule: Text })
])

export const Risk = Signature.make("Risk", {
  assess: {
    input: Payment,
    output: Assessment,
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["rules"] }
  }
})
