/**
 * Pure functions as steps.
 * @module
 */
import type { Pure } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Makes a step of a pure function: the inclusion of the pure functions in the category of steps.
 *
 * The function must be pure: no clock, no randomness, no promise. What it throws is a defect.
 *
 * Laws: `pure(f) >>> pure(g) = pure(g . f)`, `pure(identity) = identity` (laws/arrow.ts).
 * @example
 * runSync(Step.pure((n: number) => n + 1))(1) // => { _tag: "Completed", output: 2 }
 */
export const pure = <A, B>(f: ((input: A) => B) & Pure<B>): Step<A, B> => stepOf({ kind: "pure", apply: f })

/**
 * Gives `value`, whatever the input.
 *
 * Laws: `succeed(a) >>> pure(f) = succeed(f(a))` (laws/arrow.ts).
 * @example
 * runSync(Step.succeed("hello"))(undefined) // => { _tag: "Completed", output: "hello" }
 */
export const succeed = <B>(value: B): Step<unknown, B> =>
  stepOf({ kind: "pure", apply: () => value, constant: true })

/**
 * Changes the output with a pure function.
 *
 * Laws: `map(identity) = identity`, `map(f) . map(g) = map(f . g)` (laws/arrow.ts).
 * @example
 * const length = pipe(Step.identity<string>(), Step.map((text) => text.length))
 * runSync(length)("four") // => { _tag: "Completed", output: 4 }
 */
export const map =
  <B, C>(f: ((output: B) => C) & Pure<C>) =>
  <A, E, R, X>(step: Step<A, B, E, R, X>): Step<A, C, E, R, X> =>
    stepOf({ kind: "sequence", first: step, second: stepOf({ kind: "pure", apply: f }) })

/**
 * Replaces the output by a constant.
 *
 * Laws: `as(b) = map(() => b)` (laws/arrow.ts).
 * @example
 * runSync(pipe(Step.identity<number>(), Step.as("done")))(1) // => { _tag: "Completed", output: "done" }
 */
export const as =
  <const C>(value: C) =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A, C, E, R, X> =>
    stepOf({ kind: "sequence", first: step, second: succeed(value) })

/**
 * Prepares the input with a pure function.
 *
 * Laws: `mapInput(f)(step) = pure(f) >>> step` (laws/arrow.ts).
 * @example
 * const shout = pipe(Step.pure((text: string) => text.toUpperCase()), Step.mapInput((n: number) => `no ${n}`))
 * runSync(shout)(7) // => { _tag: "Completed", output: "NO 7" }
 */
export const mapInput =
  <Z, A>(f: ((input: Z) => A) & Pure<A>) =>
  <B, E, R, X>(step: Step<A, B, E, R, X>): Step<Z, B, E, R, X> =>
    stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply: f }), second: step })
