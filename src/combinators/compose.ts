/**
 * Identity and composition: the category.
 * @module
 */
import type { BeforeStep } from "../core/mistake.ts"
import { same, stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Gives its input back: the identity of composition.
 *
 * Laws: left and right unit of {@link andThen} (laws/category.ts).
 * @example
 * const nothing = Step.identity<number>()
 * nothing.kind // => "pure"
 */
export const identity = <A>(): Step<A, A> => theIdentity as unknown as Step<A, A>

/**
 * Runs the step before it, then `next` on its output: composition.
 *
 * Laws: associative, {@link identity} is its unit; a failure skips `next` (laws/category.ts, laws/errors.ts).
 * @example
 * const double = Step.pure((n: number) => n * 2)
 * const quadruple = pipe(double, Step.andThen(double))
 * runSync(quadruple)(1) // => { _tag: "Completed", output: 4 }
 */
export const andThen =
  <B, C, E2, R2, X2>(next: Step<B, C, E2, R2, X2>) =>
  <A, E, R, X extends BeforeStep<E2>>(first: Step<A, B, E, R, X>): Step<A, C, E | E2, R | R2, X | X2> =>
    stepOf({ kind: "sequence", first, second: next })

const theIdentity = stepOf<unknown, unknown>({ kind: "pure", apply: same })
