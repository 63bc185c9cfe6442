/**
 * The order desk: keeps each order and its status.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../domain/codec.ts"
import { Order, OrderId } from "../domain/order.ts"
import { OutsideDeliveryArea, Rejection } from "../domain/rejection.ts"

/** What the desk thinks of an order before anything is done about it. */
export type Verdict = t.TypeOf<typeof Verdict>
export const Verdict = t.union([
  record("Accepted", { _tag: t.literal("Accepted") }),
  record("Refused", { _tag: t.literal("Refused"), reason: OutsideDeliveryArea })
])

export const Orders = Signature.make("Orders", {
  create: {
    input: Order,
    output: Order,
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["orders"] }
  },
  withdraw: {
    input: OrderId,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: { writes: ["orders"] }
  },
  validate: { input: Order, output: Verdict, effect: "readonly", footprint: { reads: ["delivery area"] } },
  confirm: {
    input: OrderId,
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["orders"] }
  },
  reject: {
    input: record("a rejection", { order: OrderId, reason: Rejection }),
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["orders"] }
  }
})
