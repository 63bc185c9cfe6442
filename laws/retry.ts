/**
 * Retries: a retry is the step or else a retry with one attempt less.
 * @module
 */
import * as fc from "fast-check"
import * as Schedule from "../src/core/schedule.ts"
import * as Step from "../src/step.ts"
import { observe } from "./behaviour.ts"
import { equation, fails } from "./equation.ts"
import { errorLaws } from "./errors.ts"
import { faultPlans } from "./faults.ts"
import { bare, type Oops, type Work, writeNames } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { work } from "./work.ts"

const tries = fc.nat({ max: 2 })

const delays = fc.integer({ min: 0, max: 9 })

/** Schedules that could retry, of every growth and with every change. */
const schedules = fc
  .record({
    growth: fc.constantFrom(Schedule.constant, Schedule.linear, Schedule.exponential, Schedule.fibonacci),
    first: delays,
    cap: delays,
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    within: delays
  })
  .map(({ growth, first, cap, jitter, within }) =>
    growth(first).pipe(Schedule.capped(cap), Schedule.jittered(jitter), Schedule.within(within))
  )

/** No retry, said in every way. */
const noRetries = fc.oneof(
  fc.constant(0),
  fc.constant(Schedule.none),
  schedules.map((schedule) => schedule.pipe(Schedule.times(0)))
)

/** The laws of retries. */
export const retryLaws: LawSetFor = lawSetFor(
  "retry",
  [errorLaws],
  [
    equation({
      id: "E7/none",
      name: "no retry",
      equation: "retry(0)(f) = f, retry(times(0)(s))(f) = f for every schedule s",
      doc: "a policy that never retries is no policy, however it waits",
      level: "timed",
      given: { f: work(), policy: noRetries.map((schedule) => ({ schedule })) },
      sides: ({ f, policy }) => ({ left: f.pipe(Step.retry(policy.schedule)), right: f })
    }),
    equation({
      id: "E7",
      name: "one retry more",
      equation: "retry(n + 1)(f) = f | retry(n)(f)",
      doc: "each attempt gets the same input, there are as many as promised, and what failed attempts owe stays owed",
      given: { f: work(), n: tries },
      relevant: fails,
      sides: ({ f, n }) => ({
        left: f.pipe(Step.retry(n + 1)),
        right: f.pipe(Step.orElse(f.pipe(Step.retry(n))))
      })
    }),
    equation({
      id: "retry/delay",
      name: "waiting between attempts",
      equation: "retry(linear(d) up to 2)(f) = f | (sleep(d) >>> f) | (sleep(2 d) >>> f)",
      doc: "the delay before each attempt is the schedule's",
      level: "timed",
      requires: ["timers"],
      given: { f: work(), d: fc.integer({ min: 1, max: 5 }) },
      relevant: fails,
      sides: ({ f, d }) => {
        const after = (delay: number): Work =>
          Step.identity<number>().pipe(Step.pause(delay), Step.andThen(f))
        return {
          left: f.pipe(Step.retry(Schedule.linear(d).pipe(Schedule.times(2)))),
          right: f.pipe(Step.orElse(after(d).pipe(Step.orElse(after(2 * d)))))
        }
      }
    }),
    equation({
      id: "retry/tags",
      name: "retrying some errors",
      equation: 'retry(n, only for "Low")(f) = f with "High" | ..., "High" not being retried',
      doc: "errors that the policy does not name are not retried",
      given: { f: work(), n: tries },
      relevant: fails,
      sides: ({ f, n }) => ({
        left: f.pipe(Step.retry(Schedule.immediately(n).pipe(Schedule.onlyFor("Low")))),
        right: onLow(f, n)
      })
    }),
    (subject) =>
      property(
        {
          id: "retry/key",
          name: "one key",
          equation: "key(attempt n of o) = key(attempt 1 of o), attempt = n",
          level: "word",
          relation: "=",
          requires: [],
          doc: "all attempts of an operation share their idempotency key, and are counted"
        },
        subject,
        fc.record({
          name: fc.constantFrom(...writeNames),
          input: fc.nat({ max: 9 }),
          plan: faultPlans({ errors: true, defects: false, undos: false, synchronous: true })
        }),
        async ({ name, input, plan }) => {
          const step = bare(name).pipe(Step.retry(2))
          const { behaviour } = await observe(subject, { step, input, plan, workflows: [] }, [])
          const seen = behaviour.word.map(({ key, attempt }) => `${key} attempt ${attempt}`)
          const expected = behaviour.word.map((_, index) => `${behaviour.word[0]?.key} attempt ${index + 1}`)
          if (seen.join() === expected.join()) return { kind: "holds", relevant: seen.length > 1 }
          return {
            kind: "broken",
            counterexample: {
              given: [["o", name]],
              left: { term: showStep(step), trace: seen.join(" ; ") },
              right: { term: "expected", trace: expected.join(" ; ") },
              difference: "The attempts of one operation do not share a key, or are not counted from 1."
            }
          }
        }
      )
  ]
)

const onLow = (f: Work, n: number): Work =>
  n === 0
    ? f
    : f.pipe(
        Step.catchAll(
          Step.if(
            ({ error }: { readonly error: Oops; readonly input: number }) => error._tag === "Low",
            onLow(f, n - 1).pipe(
              Step.mapInput(({ input }: { readonly error: Oops; readonly input: number }) => input)
            ),
            Step.failWith(({ error }: { readonly error: Oops; readonly input: number }) => error)
          )
        )
      )
