/** A policy and the schedule that is made of it try at the same times. */
import { Clock, Duration, Effect, Random } from "effect"
import * as fc from "fast-check"
import { Codec, Schedule, Signature, Step } from "lawful"
import { inEffect, layer, toSchedule } from "lawful/effect"
import { expect, it } from "vitest"

type Oops = { readonly _tag: "Low" } | { readonly _tag: "High" }

const Flaky = Signature.make("Flaky", {
  call: {
    input: Codec.unchecked<void>("nothing"),
    output: Codec.unchecked<number>("number"),
    error: Codec.unchecked<Oops>("Oops"),
    effect: "readonly"
  }
})

const growths = fc.oneof(
  fc.constant(Schedule.none),
  fc.nat({ max: 3 }).map(Schedule.immediately),
  fc.nat({ max: 20 }).map(Schedule.constant),
  fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })).map(([first, step]) => Schedule.linear(first, step)),
  fc.integer({ min: 1, max: 20 }).map((first) => Schedule.exponential(first)),
  fc.nat({ max: 20 }).map(Schedule.fibonacci)
)

const schedules = fc
  .tuple(
    growths,
    fc.nat({ max: 5 }),
    fc.nat({ max: 100 }),
    fc.nat({ max: 50 }),
    fc.double({ min: 0, max: 1, noNaN: true })
  )
  .map(([growth, times, within, longest, jitter]) =>
    growth.pipe(
      Schedule.times(times),
      Schedule.within(within),
      Schedule.capped(longest),
      Schedule.jittered(jitter)
    )
  )

const tagged = fc
  .tuple(schedules, fc.boolean())
  .map(([schedule, low]) => (low ? schedule.pipe(Schedule.onlyFor("Low")) : schedule))

/** A call that takes its time and fails as planned, and the times at which it was made. */
const planned = (plan: ReadonlyArray<Oops["_tag"]>) => {
  let now = 0
  const calls: Array<number> = []
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => now,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanosUnsafe: () => 0n,
    currentTimeNanos: Effect.succeed(0n),
    monotonicTimeNanosUnsafe: () => 0n,
    monotonicTimeNanos: Effect.succeed(0n),
    sleep: (duration) =>
      Effect.sync(() => {
        now += Duration.toMillis(duration)
      })
  }
  const call = Effect.suspend((): Effect.Effect<number, Oops> => {
    const fault = plan[calls.length]
    calls.push(now)
    now += 3
    return fault === undefined ? Effect.succeed(calls.length) : Effect.fail({ _tag: fault })
  })
  const run = async (effect: Effect.Effect<number, Oops>) => {
    const chance = { nextDoubleUnsafe: () => 0.25, nextIntUnsafe: () => 0 }
    const exit = await effect.pipe(
      Effect.provideService(Clock.Clock, clock),
      Effect.provideService(Random.Random, chance),
      Effect.runPromiseExit
    )
    return { calls, ended: exit._tag, now }
  }
  return { call, run }
}

it("Effect.retry(f, toSchedule(s)) = Step.retry(s)(f)", async () => {
  const plans = fc.array(fc.constantFrom("Low" as const, "High" as const), { maxLength: 6 })

  await fc.assert(
    fc.asyncProperty(tagged, plans, async (schedule, plan) => {
      const native = planned(plan)
      const lawful = planned(plan)

      const one = await native.run(Effect.retry(native.call, toSchedule(schedule)))
      const other = await lawful.run(
        inEffect
          .interpret(Step.retry<"Low", "bounded">(schedule)(Flaky.call))(undefined)
          .pipe(Effect.provide(layer(Flaky, { call: () => lawful.call })))
      )

      expect(one).toEqual(other)
    }),
    { numRuns: 300 }
  )
})
