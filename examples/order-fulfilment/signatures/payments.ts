/**
 * The payment gateway.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../domain/codec.ts"
import { Money } from "../domain/money.ts"
import { Card, OrderId, Text } from "../domain/order.ts"
import { CardDeclined } from "../domain/rejection.ts"

/** What is to be charged, and for which order. */
export type Bill = t.TypeOf<typeof Bill>
export const Bill = record("a bill", { order: OrderId, card: Card, total: Money })

export type Payment = t.TypeOf<typeof Payment>
export const Payment = record("a payment", { payment: Text, paid: Money })

/** What was given back; nothing when nothing had been taken. */
export type Refund = t.TypeOf<typeof Refund>
export const Refund = record("a refund", { refunded: Money })

/** The gateway did not answer: nobody knows whether it has charged. */
export type GatewayDown = t.TypeOf<typeof GatewayDown>
export const GatewayDown = record("GatewayDown", { _tag: t.literal("GatewayDown") })

export const Payments = Signature.make("Payments", {
  charge: {
    input: Bill,
    output: Payment,
    error: t.union([CardDeclined, GatewayDown]),
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["ledger"] }
  },
  /** Gives back whatever was taken for the bill. */
  refund: {
    input: Bill,
    output: Refund,
    effect: "undo",
    delivery: "idempotent",
    footprint: { writes: ["ledger"] }
  }
})
