/**
 * Isomorphisms between operations: mappings of operations that have an inverse.
 *
 * Laws: laws/isomorphism.ts.
 * @module
 */
import { mapError } from "../combinators/catch.ts"
import { map, mapInput } from "../combinators/map.ts"
import { same, stepOf } from "../core/node.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"
import type { AnyStep, Step } from "../core/step.ts"
import { type Image, imageOf } from "../interpreters/mapping/image.ts"
import type { Mapping } from "../interpreters/mapping/mapping.ts"

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

/** A bijection between the operations of some services and those of others. */
export interface Isomorphism<From extends string = string, To extends string = string> {
  readonly kind: "isomorphism"
  readonly pairs: ReadonlyArray<Matched>
  /** Puts its counterpart in the place of each operation, between the conversions: for `Mapping.step` and its like. */
  readonly mapping: Mapping<{ readonly [K in From]: To }>
  readonly inverse: Isomorphism<To, From>
}

/** No conversion: the values are the same on both sides. */
export const unconverted: Conversion<unknown, unknown> = { to: same, from: same }

/** Makes an isomorphism of pairs that have been checked, with its inverse. */
export const isomorphismOf = <From extends string, To extends string>(
  pairs: ReadonlyArray<Matched>
): Isomorphism<From, To> => {
  const there = oneWay<From, To>(pairs)
  const back = Object.assign(oneWay<To, From>(pairs.map(turned)), { inverse: there as Isomorphism<From, To> })
  return Object.assign(there, { inverse: back })
}

const oneWay = <From extends string, To extends string>(
  pairs: ReadonlyArray<Matched>
): Omit<Isomorphism<From, To>, "inverse"> => {
  const images = pairs.flatMap((pair): ReadonlyArray<readonly [string, Image]> => {
    const image = imageOf(pair.from, stepFor(pair))
    return image === undefined ? [] : [[operationName(pair.from), image]]
  })
  return { kind: "isomorphism", pairs, mapping: { kind: "mapping", images: new Map(images) } }
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

/** The counterpart of an operation, between the conversions that do something. */
const stepFor = ({ to, input, output, error }: Matched): AnyStep => {
  const changes = (conversion: Conversion<unknown, unknown>): boolean => conversion.to !== same
  const request = Object.freeze({ kind: "operation" as const, operation: to })
  let step: Step<unknown, unknown, unknown> = stepOf({ kind: "perform", request })
  if (changes(output)) step = step.pipe(map(output.from))
  if (changes(error)) step = step.pipe(mapError(error.from))
  return changes(input) ? step.pipe(mapInput(input.to)) : step
}
