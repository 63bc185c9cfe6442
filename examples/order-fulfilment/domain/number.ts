/**
 * Whole numbers that JavaScript holds exactly.
 * @module
 */
import * as t from "io-ts"
import { refined } from "./codec.ts"

interface PositiveBrand {
  readonly Positive: unique symbol
}

/** A whole number from 1 to 2^53 - 1. */
export type Positive = t.Branded<number, PositiveBrand>
export const Positive = refined<number, PositiveBrand>(
  "a positive whole number",
  t.number,
  (n) => Number.isSafeInteger(n) && n > 0
)

interface NaturalBrand {
  readonly Natural: unique symbol
}

/** A whole number from 0 to 2^53 - 1. */
export type Natural = t.Branded<number, NaturalBrand>
export const Natural = refined<number, NaturalBrand>(
  "a whole number, 0 or more",
  t.number,
  (n) => Number.isSafeInteger(n) && n >= 0
)
