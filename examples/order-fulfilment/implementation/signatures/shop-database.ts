/**
 * The database of the shop: each operation is one SQL transaction, which also writes the message that tells of it.
 *
 * What has been done under a key is not done again, so every operation may be delivered twice.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../../domain/codec.ts"
import { Country, Order, OrderId } from "../../domain/order.ts"
import { Rejection } from "../../domain/rejection.ts"
import { Bill, Payment } from "../../signatures/payments.ts"

/** What was charged, and for which bill. */
export const PaymentRecord = record("a payment of a bill", { bill: Bill, payment: Payment })

const orders = { writes: ["table orders", "table outbox"] }
const payments = { writes: ["table payments", "table outbox"] }

export const ShopDatabase = Signature.make("ShopDatabase", {
  insertOrder: {
    input: Order,
    output: t.void,
    effect: "undoable",
    delivery: "idempotent",
    footprint: orders
  },
  withdrawOrder: {
    input: OrderId,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: orders
  },
  confirmOrder: {
    input: OrderId,
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: orders
  },
  rejectOrder: {
    input: record("a rejection", { order: OrderId, reason: Rejection }),
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: orders
  },
  deliversTo: {
    input: Country,
    output: t.boolean,
    effect: "readonly",
    footprint: { reads: ["table delivery_area"] }
  },
  insertPayment: {
    input: PaymentRecord,
    output: t.void,
    effect: "undoable",
    delivery: "idempotent",
    footprint: payments
  },
  /** Closes the payment of an order, if there is one. */
  cancelPayment: {
    input: OrderId,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: payments
  }
})
