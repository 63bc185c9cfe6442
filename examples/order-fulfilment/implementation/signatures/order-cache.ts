/**
 * Copies of orders for those who ask for their status.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { OrderId } from "../../domain/order.ts"

export const OrderCache = Signature.make("OrderCache", {
  /** Forgets the copy of an order. It changes how fast the next answer is, never what it says. */
  invalidate: {
    input: OrderId,
    output: t.void,
    effect: "readonly",
    delivery: "idempotent"
  }
})
