/**
 * The warehouse: what is on hand, what is reserved for an order, what has left.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../domain/codec.ts"
import { Positive } from "../domain/number.ts"
import { OrderId, Sku, Text } from "../domain/order.ts"
import { OutOfStock } from "../domain/rejection.ts"

/** Goods that an order asks for. */
export type Wanted = t.TypeOf<typeof Wanted>
export const Wanted = record("goods to reserve", { order: OrderId, sku: Sku, quantity: Positive })

/** Goods that are put aside for an order. */
export type Reservation = t.TypeOf<typeof Reservation>
export const Reservation = record("a reservation", {
  reservation: Text,
  order: OrderId,
  sku: Sku,
  quantity: Positive
})

export const Inventory = Signature.make("Inventory", {
  reserve: {
    input: Wanted,
    output: Reservation,
    error: OutOfStock,
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["stock"] }
  },
  release: {
    input: Reservation,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: { writes: ["stock"] }
  },
  /** Takes reserved goods off the books: they have left the house. */
  issue: {
    input: t.readonlyArray(Reservation),
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["stock"] }
  }
})
