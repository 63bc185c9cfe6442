/**
 * The pure functions between pairs and Eithers that equations are written with.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { failure } from "../src/combinators/fail.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"

/** A pair. */
export type Pair<A, B> = readonly [A, B]

/** Two copies. */
export const dup = <A>(value: A): Pair<A, A> => [value, value]
/** The first half. */
export const fst = <A, B>([value]: Pair<A, B>): A => value
/** The second half. */
export const snd = <A, B>([, value]: Pair<A, B>): B => value
/** The halves the other way round. */
export const swap = <A, B>([one, other]: Pair<A, B>): Pair<B, A> => [other, one]

/** The left injection. */
export const left = <E>(value: E): Either<E, never> => ({ _tag: "Left", left: value })
/** The right injection. */
export const right = <A>(value: A): Either<never, A> => ({ _tag: "Right", right: value })

/** Fails with its input. */
export const rethrow = <E>(): StepOf<E, never, E> => failure as StepOf<E, never, E>

/** `step` behind a pure function. */
export const after = <Z, A, B, E, R, X>(
  f: (input: Z) => A,
  step: StepOf<A, B, E, R, X>
): StepOf<Z, B, E, R, X> => step.pipe(Step.mapInput(f as never))

/** `step`, then a pure function. */
export const before = <A, B, C, E, R, X>(
  step: StepOf<A, B, E, R, X>,
  f: (output: B) => C
): StepOf<A, C, E, R, X> => step.pipe(Step.map(f as never)) as StepOf<A, C, E, R, X>
