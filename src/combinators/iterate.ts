/**
 * Iteration.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { InRepetition } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"
import { eitherChoice } from "./match.ts"
import { pureThen, thenPure } from "./pure-around.ts"

/**
 * Repeats a step as long as it gives `Left(next input)`, and ends with what it gives as `Right`: Elgot iteration.
 *
 * Laws: `iterate(f) = f >>> matchEither({ left: iterate(f), right: identity })`; naturality, codiagonal, uniformity,
 * dinaturality (laws/iteration.ts).
 * @example
 * const countdown = Step.iterate(Step.pure((n: number) => (n > 0 ? left(n - 1) : right("done"))))
 * runSync(countdown)(100_000) // => { _tag: "Completed", output: "done" }
 */
export const iterate = <A, B, E, R, X extends InRepetition<E>>(
  body: Step<A, Either<A, B>, E, R, X>
): Step<A, B, E, R, X> => stepOf({ kind: "iterate", step: body })

/**
 * Runs a step once, and again on its own output until the condition holds of it.
 *
 * Laws: `repeatUntil(always)(f) = f` (laws/iteration.ts).
 * @example
 * runSync(pipe(Step.pure((n: number) => n * 2), Step.repeatUntil((n) => n > 50)))(1) // => { _tag: "Completed", output: 64 }
 */
export const repeatUntil =
  <A>(condition: (output: A) => boolean) =>
  <E, R, X extends InRepetition<E>>(step: Step<A, A, E, R, X>): Step<A, A, E, R, X> =>
    stepOf({
      kind: "iterate",
      step: thenPure(step, (output: A) =>
        condition(output) ? { _tag: "Right", right: output } : { _tag: "Left", left: output }
      )
    })

/**
 * Runs a step on its own output as long as the condition holds; not at all when it does not hold at first.
 *
 * Laws: `whilst(never)(f) = identity` (laws/iteration.ts).
 * @example
 * runSync(pipe(Step.pure((n: number) => n + 1), Step.whilst((n) => n < 3)))(7) // => { _tag: "Completed", output: 7 }
 */
export const whilst =
  <A>(condition: (value: A) => boolean) =>
  <E, R, X extends InRepetition<E>>(step: Step<A, A, E, R, X>): Step<A, A, E, R, X> =>
    stepOf({
      kind: "iterate",
      step: pureThen(
        (value: A) => (condition(value) ? { _tag: "Right", right: value } : { _tag: "Left", left: value }),
        eitherChoice(
          stepOf({ kind: "pure", apply: (value: A) => ({ _tag: "Right", right: value }) }),
          thenPure(step, (output: A) => ({ _tag: "Left", left: output }))
        )
      )
    })
