/**
 * The order desk: keeps orders and how far they have come.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { Unavailable, WrongStatus } from "../domain/failure.ts"
import { Draft, Order, OrderNumber } from "../domain/order.ts"

export const Orders = Signature.make("Orders", {
  /** Takes an order down and gives it a number. */
  open: { input: Draft, output: OrderNumber, error: Unavailable, effect: "undoable", delivery: "idempotent" },
  confirm: {
    input: OrderNumber,
    output: t.void,
    error: Unavailable,
    effect: "undoable",
    delivery: "idempotent"
  },
  /** Takes back that an order was opened, and confirmed if it was. */
  withdraw: { input: OrderNumber, output: t.void, effect: "undo", delivery: "idempotent" },
  /** Says whether an order can be cancelled: only what is confirmed can. */
  mayCancel: {
    input: OrderNumber,
    output: t.void,
    error: t.union([WrongStatus, Unavailable]),
    effect: "readonly"
  },
  cancel: { input: OrderNumber, output: t.void, effect: "irreversible", delivery: "idempotent" },
  ordersOf: { input: t.string, output: t.readonlyArray(Order), error: Unavailable, effect: "readonly" }
})
