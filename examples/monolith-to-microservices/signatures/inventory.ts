/**
 * The warehouse: puts goods aside for orders.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { StockLine } from "../domain/books.ts"
import { OutOfStock, Unavailable } from "../domain/failure.ts"
import { Goods, OrderNumber } from "../domain/order.ts"

export const Inventory = Signature.make("Inventory", {
  reserve: {
    input: Goods,
    output: t.void,
    error: t.union([OutOfStock, Unavailable]),
    effect: "undoable",
    delivery: "idempotent"
  },
  /** Puts what is held for an order back; when nothing is held, nothing is done. */
  release: { input: OrderNumber, output: t.void, effect: "undo", delivery: "idempotent" },
  stock: { input: t.void, output: t.readonlyArray(StockLine), error: Unavailable, effect: "readonly" }
})
