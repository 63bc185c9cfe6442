/**
 * Choice by a condition.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { AnyStep, Step } from "../core/step.ts"
import { identity } from "./compose.ts"
import { eitherChoice } from "./match.ts"

/**
 * Runs `yes` when the condition holds of the input, `no` otherwise.
 *
 * Laws: `if(always, f, g) = f`, `if(never, f, g) = g` (laws/choice.ts).
 * @example
 * const size = Step.if((n: number) => n > 9, Step.succeed("big"), Step.succeed("small"))
 * runSync(size)(10) // => { _tag: "Completed", output: "big" }
 */
const if_ = <A, B, E, R, X, C, E2, R2, X2>(
  condition: (input: A) => boolean,
  yes: Step<A, B, E, R, X>,
  no: Step<A, C, E2, R2, X2>
): Step<A, B | C, E | E2, R | R2, X | X2> => stepOf(decide(condition, yes, no))

export { if_ as if }

/**
 * Runs `step` when the condition holds of the input, and gives the input on unchanged otherwise.
 *
 * Laws: `when(never, f) = identity`, `when(c, f) = if(c, f, identity)` (laws/choice.ts).
 * @example
 * const even = Step.when((n: number) => n % 2 === 1, Step.pure((n: number) => n + 1))
 * runSync(even)(3) // => { _tag: "Completed", output: 4 }
 */
export const when = <A, B, E, R, X>(
  condition: (input: A) => boolean,
  step: Step<A, B, E, R, X>
): Step<A, A | B, E, R, X> => if_(condition, step, identity<A>())

const decide = <A>(condition: (input: A) => boolean, yes: AnyStep, no: AnyStep) => ({
  kind: "sequence" as const,
  first: stepOf<A, unknown>({
    kind: "pure",
    apply: (input: A) => (condition(input) ? { _tag: "Right", right: input } : { _tag: "Left", left: input })
  }),
  second: eitherChoice(no, yes)
})
