/**
 * Targets: what interpreters turn steps into.
 *
 * A target is a function of types: from the types of a step to the type of its meaning. TypeScript has no such thing, so a
 * target is an interface whose member `morphism` speaks of its other members through `this`, and {@link Morphism} puts the
 * types of a step in their place. This is the only encoding of higher kinds in Lawful.
 *
 * @see https://github.com/Effect-TS/effect/blob/main/packages/effect/src/HKT.ts, where the encoding comes from.
 * @module
 */

/**
 * A function of the four types of a step.
 * @example
 * import type { Morphism, Target } from "lawful"
 * interface Plain extends Target {
 *   readonly morphism: (input: this["A"]) => this["B"]
 * }
 * const length: Morphism<Plain, string, number, never, never> = (text) => text.length
 * length("four") // => 4
 */
export interface Target {
  readonly A: unknown
  readonly B: unknown
  readonly E: unknown
  readonly R: unknown
  readonly morphism: unknown
}

/** The meaning in `F` of a step from `A` to `B` that fails with `E` and requires `R`. */
export type Morphism<F extends Target, A, B, E, R> = (F & {
  readonly A: A
  readonly B: B
  readonly E: E
  readonly R: R
})["morphism"]

/** The Kleisli category of `M`: functions from an input to what `M` makes of output, errors and requirements. */
export interface Kleisli<M extends Target> extends Target {
  readonly morphism: (input: this["A"]) => Morphism<M, this["A"], this["B"], this["E"], this["R"]>
}
