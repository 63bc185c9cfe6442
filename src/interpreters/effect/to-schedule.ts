/**
 * Retry policies as schedules of Effect.
 *
 * Only this way round: a policy is data, and what it says of delays can be said by a schedule; a schedule of Effect is a
 * program with effects and a state of its own, which no data can hold.
 * @module
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as EffectSchedule from "effect/Schedule"
import { delayBefore, retries, type Schedule } from "../../core/schedule.ts"

/**
 * Makes a schedule for `Effect.retry` that says what the policy says; its output counts the retries.
 *
 * Laws: `Effect.retry(f, toSchedule(s))` tries at the same times, as often and for the same errors as `Step.retry(s)`.
 * @example
 * import { Effect } from "effect"
 * import { toSchedule } from "lawful/effect"
 * let attempts = 0
 * const flaky = Effect.suspend(() => (++attempts < 3 ? Effect.fail({ _tag: "Down" }) : Effect.succeed(attempts)))
 * await Effect.runPromise(Effect.retry(flaky, toSchedule(Schedule.immediately(2)))) // => 3
 */
export const toSchedule = (schedule: Schedule): EffectSchedule.Schedule<number> =>
  EffectSchedule.fromStep(
    Effect.withFiber(({ context }) => {
      // This runs before the first attempt, from which time is counted.
      const began = Context.get(context, Clock.Clock).currentTimeMillisUnsafe()
      const random = (): number => Context.get(context, Random.Random).nextDoubleUnsafe()
      let retry = 0
      return Effect.succeed((now: number, error: unknown) => {
        const delay = retries(schedule, error)
          ? delayBefore(schedule, { retry: retry + 1, elapsed: now - began, random })
          : undefined
        return delay === undefined
          ? Cause.done(retry)
          : Effect.succeed<[number, Duration.Duration]>([++retry, Duration.millis(delay)])
      })
    })
  )
