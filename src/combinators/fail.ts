/**
 * Typed failure.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Fails with `error`.
 *
 * Laws: left zero, `fail(e) >>> f = fail(e)`; not a right zero (laws/errors.ts).
 * @example
 * runSync(pipe(Step.fail({ _tag: "Closed" }), Step.attempt))(undefined)
 * // => { _tag: "Completed", output: { _tag: "Left", left: { _tag: "Closed" } } }
 */
export const fail = <const E>(error: E): Step<unknown, never, E> =>
  stepOf({
    kind: "sequence",
    first: stepOf({ kind: "pure", apply: () => error, constant: true }),
    second: failure
  })

/**
 * Fails with an error made from the input.
 *
 * Laws: `failWith(() => e) = fail(e)` (laws/errors.ts).
 * @example
 * const reject = Step.failWith((n: number) => ({ _tag: "TooSmall", n }) as const)
 * runSync(pipe(reject, Step.attempt))(1)
 * // => { _tag: "Completed", output: { _tag: "Left", left: { _tag: "TooSmall", n: 1 } } }
 */
export const failWith = <A, const E>(error: (input: A) => E): Step<A, never, E> =>
  stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply: error }), second: failure })

/** The step that fails with its input. */
export const failure: Step<unknown, never, unknown> = stepOf({ kind: "fail" })
