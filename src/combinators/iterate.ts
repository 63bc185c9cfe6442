/**
 * Iteration.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { InRepetition } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { AnyStep, Step } from "../core/step.ts"

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
      step: sequence(step, (output: A) =>
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
      step: stepOf({
        kind: "sequence",
        first: stepOf({
          kind: "pure",
          apply: (value: A) => ({ _tag: condition(value) ? "again" : "done", value })
        }),
        second: stepOf({
          kind: "choice",
          tag: "_tag",
          arms: [
            {
              name: "again",
              step: stepOf({
                kind: "sequence",
                first: stepOf({ kind: "pure", apply: ({ value }: { readonly value: A }) => value }),
                second: sequence(step, (output: A) => ({ _tag: "Left", left: output }))
              })
            },
            {
              name: "done",
              step: stepOf({
                kind: "pure",
                apply: ({ value }: { readonly value: A }) => ({ _tag: "Right", right: value })
              })
            }
          ]
        })
      })
    })

const sequence = <A>(step: AnyStep, apply: (value: A) => unknown): AnyStep =>
  stepOf({ kind: "sequence", first: step, second: stepOf({ kind: "pure", apply }) })
