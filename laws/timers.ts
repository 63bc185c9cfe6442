/**
 * Time, up to virtual time: waiting twice is waiting for the sum, waiting side by side is waiting for the longest.
 * @module
 */
import * as fc from "fast-check"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere } from "./context.ts"
import { always, equation } from "./equation.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { parallelLaws } from "./parallel.ts"
import { work } from "./work.ts"

const delay = fc.nat({ max: 50 })
const half = work({ size: 4 })
const level = "timed"
const requires = ["timers"] as const
const sleep = (time: number): StepOf<unknown, void> => Step.sleep(time)

/** The laws of time. */
export const timerLaws: LawSetFor = lawSetFor(
  "timers",
  [parallelLaws],
  [
    equation({
      id: "R3/zero",
      name: "no delay",
      equation: "f >>> sleep(0) = f >>> succeed(undefined)",
      doc: "waiting for nothing takes no time",
      level,
      requires,
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.andThen(sleep(0))), right: f.pipe(Step.as(undefined)) })
    }),
    equation({
      id: "R3/sum",
      name: "one delay after the other",
      equation: "sleep(a) >>> sleep(b) >>> f = sleep(a + b) >>> f",
      doc: "delays add up",
      level,
      requires,
      contexts: everywhere,
      given: { a: delay, b: delay, f: half },
      relevant: always,
      sides: ({ a, b, f }) => ({
        left: Step.identity<number>().pipe(Step.pause(a), Step.pause(b), Step.andThen(f)),
        right: Step.identity<number>().pipe(Step.pause(a + b), Step.andThen(f))
      })
    }),
    equation({
      id: "R3/max",
      name: "delays side by side",
      equation: "all([sleep(a), sleep(b)]) >>> as(k) = sleep(max(a, b)) >>> as(k)",
      doc: "the longest delay counts",
      level,
      requires: ["timers", "parallel"],
      given: { a: delay, b: delay },
      relevant: always,
      sides: ({ a, b }) => ({
        left: Step.all([sleep(a), sleep(b)]).pipe(Step.as(1)),
        right: sleep(Math.max(a, b)).pipe(Step.as(1))
      })
    }),
    equation({
      id: "sleepUntil",
      name: "waiting until an instant",
      equation:
        "sleep(a) >>> sleepUntil(a + b) = sleep(a) >>> sleep(b), and an instant in the past does not wait",
      doc: "an instant is a delay from now",
      level,
      requires,
      given: { a: delay, b: fc.integer({ min: -50, max: 50 }) },
      relevant: always,
      sides: ({ a, b }) => ({
        left: sleep(a).pipe(Step.andThen(Step.sleepUntil(new Date(a + b)))),
        right: sleep(a).pipe(Step.andThen(sleep(Math.max(0, b))))
      })
    }),
    equation({
      id: "pause",
      name: "pause is tap",
      equation: "pause(d)(f) = f >>> tap(identity, sleep(d))",
      doc: "a pause does not change the value",
      level,
      requires,
      contexts: everywhere,
      given: { f: work(), d: delay },
      sides: ({ f, d }) => ({
        left: f.pipe(Step.pause(d)),
        right: f.pipe(Step.tap((value) => value, sleep(d)))
      })
    }),
    equation({
      id: "timeout/infinite",
      name: "no time limit",
      equation: "timeout(Infinity)(f) = f",
      doc: "a limit that is never reached changes nothing",
      level,
      requires: ["timers", "race"],
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.timeout(Infinity)), right: f })
    }),
    equation({
      id: "timeout",
      name: "a time limit",
      equation: "timeout(d)(sleep(a) >>> f) = sleep(a) >>> f if a < d, sleep(d) >>> fail(TimedOut) if a > d",
      doc: "what is late fails at the limit, and what comes after does not start",
      level,
      requires: ["timers", "race"],
      given: { f: work({ timeless: true }), a: delay, d: delay.map((n) => n + 0.5) },
      relevant: always,
      sides: ({ f, a, d }) => {
        const late: StepOf<unknown, never, TimedOut> = sleep(d).pipe(
          Step.andThen(Step.fail({ _tag: "TimedOut" }))
        )
        const timely = Step.identity<number>().pipe(Step.pause(a), Step.andThen(f))
        return { left: timely.pipe(Step.timeout(d)), right: a < d ? timely : late }
      }
    }),
    equation({
      id: "deadline",
      name: "a deadline is a time limit",
      equation: "sleep(a) >>> deadline(a + d)(f) = sleep(a) >>> timeout(d)(f)",
      doc: "an instant as a limit is the time from now until then",
      level,
      requires: ["timers", "race"],
      given: { f: work(), a: delay, d: fc.nat({ max: 5 }) },
      sides: ({ f, a, d }) => ({
        left: Step.identity<number>().pipe(
          Step.pause(a),
          Step.andThen(f.pipe(Step.deadline(new Date(a + d))))
        ),
        right: Step.identity<number>().pipe(Step.pause(a), Step.andThen(f.pipe(Step.timeout(d))))
      })
    })
  ]
)

interface TimedOut {
  readonly _tag: "TimedOut"
}
