/**
 * The payment gateway of another company, over HTTP.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { CardDeclined } from "../../domain/rejection.ts"
import { Bill, GatewayDown, Payment, Refund } from "../../signatures/payments.ts"

export const Gateway = Signature.make("Gateway", {
  charge: {
    input: Bill,
    output: Payment,
    error: t.union([CardDeclined, GatewayDown]),
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["gateway"] }
  },
  /** Gives back whatever was taken for the bill. */
  refund: {
    input: Bill,
    output: Refund,
    effect: "undo",
    delivery: "idempotent",
    footprint: { writes: ["gateway"] }
  }
})
