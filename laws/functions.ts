/**
 * Pure functions and conditions to make terms of, each with a name that tells it apart in a report.
 * @module
 */
import * as fc from "fast-check"
import { hash } from "./hash.ts"

/** Mixes a constant into anything: two different functions of this family differ on almost every value. */
export const mix = (constant: number): ((value: unknown) => number) =>
  named(`mix${constant}`, (value) => hash(JSON.stringify(value ?? null), constant))

/** Tells even from odd; the constant decides which. */
export const oddEven = (constant: number): ((value: number) => boolean) =>
  constant % 2 === 0
    ? named("isEven", (value: number) => value % 2 === 0)
    : named("isOdd", (value: number) => value % 2 !== 0)

/** Random pure functions. */
export const functions: fc.Arbitrary<(value: unknown) => number> = fc.nat({ max: 99 }).map(mix)

/** Random conditions. */
export const conditions: fc.Arbitrary<(value: number) => boolean> = fc.nat({ max: 1 }).map(oddEven)

const named = <A, B>(name: string, apply: (value: A) => B): ((value: A) => B) =>
  Object.defineProperty(apply, "name", { value: name })
