/**
 * How many of an article are there when the day begins.
 * @module
 */
import type * as t from "io-ts"
import { record } from "./codec.ts"
import { Natural } from "./number.ts"
import { Sku } from "./order.ts"

export type StockLine = t.TypeOf<typeof StockLine>
export const StockLine = record("a line of stock", { sku: Sku, onHand: Natural })
