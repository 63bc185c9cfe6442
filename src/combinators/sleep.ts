/**
 * Time.
 * @module
 */
import type { WhereStopped } from "../core/mistake.ts"
import { type Opaque, same, stepOf } from "../core/node.ts"
import type { Delay } from "../core/schedule.ts"
import type { AnyStep, Step } from "../core/step.ts"
import { subjectOf } from "../core/subject.ts"

/**
 * Waits for a number of milliseconds; a function computes them from the input.
 *
 * Laws: `sleep(0) = succeed(undefined)`, `sleep(a) >>> sleep(b) = sleep(a + b)`, up to virtual time (laws/timers.ts).
 * @example
 * await run(Step.sleep(5))("anything") // => { _tag: "Completed", output: undefined }
 */
export const sleep = <A = unknown>(time: Delay | ((input: A) => Delay)): Step<NoInfer<A>, void> =>
  timer("for", typeof time === "number" ? validTime(time) : time)

/**
 * Waits until an instant; a function computes it from the input. One in the past does not wait.
 *
 * Laws: `sleepUntil(now + d) = sleep(d)`, up to virtual time (laws/timers.ts).
 * @example
 * await run(Step.sleepUntil((due: Date) => due))(new Date(0)) // => { _tag: "Completed", output: undefined }
 */
export const sleepUntil = <A = unknown>(instant: Date | ((input: A) => Date)): Step<NoInfer<A>, void> =>
  timer(
    "until",
    typeof instant === "function" ? (input: A) => instant(input).getTime() : validTime(instant.getTime())
  )

/**
 * Waits after the step, then gives its output on; a function computes the milliseconds from the output.
 *
 * Laws: `pause(d) = tap(identity, sleep(d))` (laws/timers.ts).
 * @example
 * await run(pipe(Step.succeed("coffee"), Step.pause(5)))(undefined) // => { _tag: "Completed", output: "coffee" }
 */
export const pause =
  <B>(time: Delay | ((output: NoInfer<B>) => Delay)) =>
  <A, E, R, X>(step: Step<A, B, E, R, X>): Step<A, B, E, R, X> =>
    stepOf({
      kind: "sequence",
      first: step,
      second: stepOf({
        kind: "carry",
        select: same,
        step: sleep(time),
        merge: same,
        fields: { reads: "all", writes: [] }
      })
    })

/** The step ran into its time limit. */
export interface TimedOut {
  readonly _tag: "TimedOut"
}

/**
 * Fails with `TimedOut` when the step has not ended after `limit` milliseconds. The step is stopped and undone first: an
 * operation that has been started is given its `signal` and waited for, except a readonly one.
 *
 * Laws: `timeout(Infinity)(f) = f` (laws/timers.ts). Not claimed: `timeout(d)(f >>> g) = timeout(d)(f) >>> timeout(d)(g)`.
 * @example
 * const late = pipe(Step.sleep(60_000), Step.timeout(5), Step.attempt)
 * await run(late)(undefined) // => { _tag: "Completed", output: { _tag: "Left", left: { _tag: "TimedOut" } } }
 */
export const timeout =
  (limit: Delay) =>
  <A, B, E, R, X extends WhereStopped>(step: Step<A, B, E, R, X>): Step<A, B, E | TimedOut, R> =>
    limited(step, sleep(limit))

/**
 * Fails with `TimedOut` when the step has not ended at an instant; a function computes it from the input.
 *
 * Laws: as {@link timeout} (laws/timers.ts).
 * @example
 * const late = pipe(Step.sleep(60_000), Step.deadline(new Date(0)), Step.attempt)
 * await run(late)(undefined) // => { _tag: "Completed", output: { _tag: "Left", left: { _tag: "TimedOut" } } }
 */
export const deadline =
  <A>(instant: Date | ((input: A) => Date)) =>
  <B, E, R, X extends WhereStopped>(step: Step<A, B, E, R, X>): Step<A, B, E | TimedOut, R> =>
    limited(step, sleepUntil(instant))

const validTime = (time: number): number => {
  if (Number.isNaN(time))
    throw new RangeError("expected a number of milliseconds or a valid date (was NaN). (time/not-a-time)")
  return time
}

const timer = <A>(mode: "for" | "until", time: Delay | Opaque): Step<A, void> =>
  stepOf({ kind: "perform", request: { kind: "timer", mode, time } })

type Raced = { readonly _tag: "done"; readonly value: unknown } | { readonly _tag: "late" }

const limited = <A, B, E, R>(step: AnyStep, clock: AnyStep): Step<A, B, E | TimedOut, R> => {
  const timedOut: TimedOut = { _tag: "TimedOut" }
  return stepOf({
    kind: "sequence",
    first: stepOf({
      kind: "parallel",
      branches: [
        { name: "done", step },
        // Its own name, so that two time limits in one scope have different ids.
        {
          name: "late",
          step: stepOf({ kind: "label", name: `timeout ${subjectOf(step)}`.trim(), step: clock })
        }
      ],
      join: { kind: "race" }
    }),
    second: stepOf({
      kind: "choice",
      tag: "_tag",
      arms: [
        {
          name: "done",
          step: stepOf({ kind: "pure", apply: (won: Raced) => (won._tag === "done" ? won.value : undefined) })
        },
        {
          name: "late",
          step: stepOf({
            kind: "sequence",
            first: stepOf({ kind: "pure", apply: () => timedOut, constant: true }),
            second: stepOf({ kind: "fail" })
          })
        }
      ]
    })
  })
}
