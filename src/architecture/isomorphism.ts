/**
 * Isomorphisms between operations: a bijection with conversions that are undone by others, usable both ways.
 *
 * Laws: laws/isomorphism.ts.
 * @module
 */
import { same } from "../core/node.ts"
import type { OperationDefinition } from "../core/operation.ts"

/** Two pure functions, each the inverse of the other. */
export interface Conversion<in out A, in out B> {
  readonly to: (value: A) => B
  readonly from: (value: B) => A
  /** Values on which the two are tried. */
  readonly samples?: ReadonlyArray<A>
}

/** An operation and its counterpart. */
export interface Matched {
  readonly from: OperationDefinition
  readonly to: OperationDefinition
  readonly input: Conversion<unknown, unknown>
  readonly output: Conversion<unknown, unknown>
  readonly error: Conversion<unknown, unknown>
}

/** A bijection between operations. `From` and `To` name the services. */
export interface Isomorphism<out From extends string = string, out To extends string = string> {
  readonly kind: "isomorphism"
  readonly pairs: ReadonlyArray<Matched>
  readonly inverse: Isomorphism<To, From>
  readonly "~services"?: { readonly from: From; readonly to: To } | undefined
}

/** No conversion: the values are the same on both sides. */
export const unconverted: Conversion<unknown, unknown> = { to: same, from: same }

/** Makes an isomorphism of pairs that have been checked, with its inverse. */
export const isomorphismOf = (pairs: ReadonlyArray<Matched>): Isomorphism => {
  const there = { kind: "isomorphism" as const, pairs }
  const back = { kind: "isomorphism" as const, pairs: pairs.map(turned), inverse: there }
  return Object.assign(there, { inverse: back as unknown as Isomorphism })
}

const turned = ({ from, to, input, output, error }: Matched): Matched => ({
  from: to,
  to: from,
  input: backwards(input),
  output: backwards(output),
  error: backwards(error)
})

const backwards = ({ to, from, samples }: Conversion<unknown, unknown>): Conversion<unknown, unknown> => ({
  to: from,
  from: to,
  ...(samples === undefined ? {} : { samples: samples.map(to) })
})
