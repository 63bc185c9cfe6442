/**
 * Payments: charges cards and gives money back.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { Declined, Unavailable } from "../domain/failure.ts"
import { Cents } from "../domain/money.ts"
import { OrderNumber } from "../domain/order.ts"
import { Bill, Payment } from "../domain/payment.ts"

/** What a customer has paid and got back, in all. */
export type Account = t.TypeOf<typeof Account>
export const Account = t.readonly(t.type({ charged: Cents, refunded: Cents }), "an account")

export const Payments = Signature.make("Payments", {
  charge: {
    input: Bill,
    output: Payment,
    error: t.union([Declined, Unavailable]),
    effect: "undoable",
    delivery: "idempotent"
  },
  /** Gives back what was taken for an order, and says how much: nothing, when nothing was taken or it was given back before. */
  refund: { input: OrderNumber, output: Cents, effect: "undo", delivery: "idempotent" },
  accountOf: { input: t.string, output: Account, error: Unavailable, effect: "readonly" }
})
