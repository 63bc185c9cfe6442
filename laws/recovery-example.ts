/**
 * What laws of recovery are checked on: steps of every form, faults, crashes, schedules.
 * @module
 */
import * as fc from "fast-check"
import type { Experiment } from "./behaviour.ts"
import { type CrashSchedule, crashSchedules, showCrashes } from "./crashing.ts"
import { type FaultPlan, showPlan } from "./faults.ts"
import type { Work } from "./lab.ts"
import { led } from "./led.ts"
import { calledWith } from "./outside.ts"
import { plans } from "./plans.ts"
import { showStep } from "./show-step.ts"
import type { Capability } from "./subject.ts"
import { work } from "./work.ts"

/** One example. */
export interface Example {
  readonly step: Work
  readonly bodies: readonly [Work, Work]
  readonly input: number
  readonly plan: FaultPlan
  readonly crashes: CrashSchedule
  readonly choices: ReadonlyArray<number>
}

/** Random examples. */
export const examples: fc.Arbitrary<Example> = fc.record({
  step: work({ irreversible: true, all: true }),
  bodies: fc.tuple(work({ size: 3 }), work({ size: 3 })),
  input: fc.nat({ max: 9 }),
  plan: plans({ errors: true, defects: true, undos: true, synchronous: false }),
  crashes: crashSchedules,
  choices: fc.array(fc.nat({ max: 3 }), { maxLength: 8 })
})

/** What they need. */
export const requires: ReadonlyArray<Capability> = ["parallel", "race", "timers", "events", "calls"]

/** The step with its surroundings. */
export const experimentOf = ({ step, bodies: [first, second], input, plan }: Example): Experiment => ({
  step: led(step),
  input,
  plan,
  workflows: calledWith([led(first) as Work, led(second) as Work])
})

/** The parts of an example, for reports. */
export const givenOf = (
  { bodies: [first, second], input, plan, crashes }: Example,
  also: ReadonlyArray<readonly [string, string]> = []
): ReadonlyArray<readonly [string, string]> => [
  ["input", JSON.stringify(input)],
  ["faults", showPlan(plan)],
  ["crashes", showCrashes(crashes)],
  ["call:undoing", showStep(first)],
  ["call:final", showStep(second)],
  ...also
]
