/**
 * Retries.
 * @module
 */
import { stepOf } from "../core/node.ts"
import { immediately, type Schedule } from "../core/schedule.ts"
import type { Step } from "../core/step.ts"
import type { TagOf } from "./match.ts"

/**
 * Tries a step again when it fails, on the same input and under the same idempotency keys, as long as the schedule allows;
 * then fails with the last error. A number is that many retries at once. With a schedule that never ends the step cannot
 * fail any more. What a failed attempt owes stays owed; put a `Saga.scope` inside to undo it before the next attempt.
 *
 * Laws: `retry(0) = id`; `retry(n + 1)(f) = f | retry(n)(f)` (laws/retry.ts).
 * @example
 * const down = Step.fail({ _tag: "Down" })
 * runSync(pipe(down, Step.retry(2), Step.attempt))(undefined)
 * // => { _tag: "Completed", output: { _tag: "Left", left: { _tag: "Down" } } }
 */
export const retry =
  <Tags = never, Bound = "bounded">(schedule: Schedule<Tags, Bound> | number) =>
  <A, B, E, R, X>(
    step: Step<A, B, E, R, X> & KnownTags<Tags, E>
  ): Step<A, B, LeftOver<E, Tags, Bound>, R, X> =>
    stepOf({ kind: "retry", step, schedule: typeof schedule === "number" ? immediately(schedule) : schedule })

/** The errors that a retried step can still fail with. */
export type LeftOver<E, Tags, Bound> = [Bound] extends ["forever"]
  ? [Tags] extends [never]
    ? never
    : Exclude<E, { readonly _tag: Tags }>
  : E

/** A schedule must not name tags that the step cannot fail with. */
export type KnownTags<Tags, E> = [Exclude<Tags, TagOf<E>>] extends [never]
  ? unknown
  : UnknownTags<Exclude<Tags, TagOf<E>>>

/** A schedule is for tags that the step does not fail with. */
export interface UnknownTags<Tags> {
  readonly "the schedule retries errors that the step does not have": Tags
}
