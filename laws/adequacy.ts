/**
 * Adequacy: what an interpreter does is what the machine can do (F3).
 *
 * The machine is the operational semantics as a program, so these laws say that an interpreter means what the semantics
 * says, on random steps of every form. They imply most others, and say less about what is wrong.
 * @module
 */
import * as fc from "fast-check"
import type { Cause, Outcome } from "../src/core/outcome.ts"
import { type Behaviours, type Experiment, explore, observe } from "./behaviour.ts"
import { unrenewed } from "./delivered-keys.ts"
import { counterexampleOf, oneWithout } from "./counterexample.ts"
import { type FaultOptions, type FaultPlan, showPlan } from "./faults.ts"
import type { Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Law, LawOptions } from "./law.ts"
import { led } from "./led.ts"
import { machine } from "./machine.ts"
import { cancelled, type Moment } from "./cancelled.ts"
import { calledWith } from "./outside.ts"
import { plans } from "./plans.ts"
import { type Description, type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"
import { work, type WorkOptions } from "./work.ts"

/** What to compare with, and how large. */
export interface AdequacyOptions {
  /** What can be done; the machine when left out. */
  readonly reference?: Subject
  /** Upper bound of the number of nodes; 6 when left out. */
  readonly size?: number
}

/** The laws of what means the same as the machine. */
export const adequacyLaws = (
  subject: Subject,
  { reference = machine, size = 6 }: AdequacyOptions = {}
): LawSet => {
  const law = (
    own: Pick<Description, "id" | "name" | "equation" | "doc"> & Partial<Description>,
    { faults = {}, moments = never, steps = {}, seen = (one) => one, relevant = executes }: How
  ): Law =>
    property<Example>(
      { level: "timed", relation: "=", requires: ["parallel", "race", "timers", "events", "calls"], ...own },
      subject,
      examples(
        { size, ...steps },
        { errors: true, defects: true, undos: true, synchronous: false, ...faults },
        moments
      ),
      (example, options) => judge(seen(subject), seen(reference), example, relevant, options)
    )
  return lawSet(
    "adequacy",
    [],
    [
      law(
        {
          id: "F3",
          name: "adequacy",
          equation: "the behaviours of a step are those that it has on the machine",
          doc: "an interpreter does what the semantics says: every outcome, every call in its order and at its time, and nothing else"
        },
        {}
      ),
      law(
        {
          id: "F3/report",
          name: "adequacy of reports",
          equation:
            "undone, owed, the causes with their places, and all idempotency keys are those of the machine",
          doc: "an operator who reads an outcome, and a receiver who sees a key, cannot tell interpreters apart"
        },
        { seen: reporting }
      ),
      law(
        {
          id: "F3/synchronous",
          name: "adequacy when answers come at once",
          equation:
            "every behaviour with synchronous operations is one on the machine with asynchronous ones",
          relation: "refines",
          doc: "an operation that answers at once is an operation that answers first"
        },
        // In a race, at one and the same instant, who is first is for each interpreter to say.
        { faults: { synchronous: true }, steps: { raceless: true } }
      ),
      law(
        {
          id: "F3/cancel",
          name: "adequacy under cancellation",
          equation: "cancelled at any point, a step behaves as it does on the machine",
          doc: "what was started is awaited, what was done is undone, and what is behind a pivot or being undone is left in peace"
        },
        {
          moments: fc.oneof({ arbitrary: anyPoint, weight: 3 }, fc.nat({ max: 9 })),
          seen: reporting,
          relevant: cancels
        }
      )
    ]
  )
}

interface How {
  readonly steps?: WorkOptions
  readonly faults?: Partial<FaultOptions>
  readonly moments?: fc.Arbitrary<Moment>
  /** What is compared of both. */
  readonly seen?: (subject: Subject) => Subject
  readonly relevant?: (left: Behaviours) => boolean
}

const never: fc.Arbitrary<Moment> = fc.constant("never")
const anyPoint: fc.Arbitrary<Moment> = fc.constant("any point")

interface Example {
  readonly step: Work
  readonly bodies: readonly [Work, Work]
  readonly input: number
  readonly plan: FaultPlan
  readonly moment: Moment
}

const examples = (
  steps: WorkOptions,
  faults: FaultOptions,
  moments: fc.Arbitrary<Moment>
): fc.Arbitrary<Example> => {
  const body = work({ irreversible: true, ...steps, size: 3 })
  return fc.record({
    step: work({ irreversible: true, all: true, ...steps }),
    bodies: fc.tuple(body, body),
    input: fc.nat({ max: 9 }),
    plan: plans(faults),
    moment: moments
  })
}

/** Compares the subject, with answers at once where the plan says so, with the reference, where all of them take time. */
const judge = async (
  subject: Subject,
  reference: Subject,
  { step: raw, bodies, input, plan, moment }: Example,
  relevant: (left: Behaviours) => boolean,
  { maxSchedules = 100, choices }: LawOptions
): Promise<Finding> => {
  const step = led(raw)
  const [first, second] = bodies
  const workflows = calledWith([led(first) as Work, led(second) as Work])
  const experiments = {
    left: { step, input, plan, workflows },
    right: { step, input, plan: { ...plan, synchronous: [] }, workflows }
  }
  const [one, other] = [cancelled(subject, moment), cancelled(reference, moment)]
  const right = await explore(other, experiments.right, maxSchedules)
  const left = await explore(one, experiments.left, maxSchedules)
  if (!right.exhaustive || !left.exhaustive) return { kind: "too many schedules" }
  const judged = async (ran: Subject, experiment: Experiment, all: Behaviours): Promise<Behaviours> => {
    if (choices === undefined) return all
    return { all: [(await observe(ran, experiment, choices)).behaviour], exhaustive: false }
  }
  const oddLeft = oneWithout("timed", await judged(one, experiments.left, left), right)
  // What could be done later cannot be done when something else is done at once.
  const both = plan.synchronous.length === 0
  const odd =
    oddLeft ?? (both ? oneWithout("timed", await judged(other, experiments.right, right), left) : undefined)
  if (odd === undefined) return { kind: "holds", relevant: relevant(left) }
  const side = odd === oddLeft ? "left" : "right"
  const given = [
    ["left runs on", subject.name],
    ["right runs on", reference.name],
    ["input", JSON.stringify(input)],
    ["faults", showPlan(plan)],
    ["cancelled", typeof moment === "number" ? `after ${moment} ms` : moment],
    ["call:undoing", showStep(first)],
    ["call:final", showStep(second)]
  ] as const
  const others = side === "left" ? right : left
  return {
    kind: "broken",
    counterexample: counterexampleOf(given, { left: step, right: step }, "timed", odd, others, side)
  }
}

/** Counts the examples in which something was executed. */
const executes = ({ all }: Behaviours): boolean =>
  all.some(({ word }) => word.some(({ resource }) => resource !== "C"))

/** Counts the examples in which the cancellation came in time. */
const cancels = ({ all }: Behaviours): boolean => all.some(({ outcome }) => outcome.includes("Cancelled"))

/** A subject whose outcomes are what an operator sees of them, and what receivers saw. */
const reporting = (subject: Subject): Subject => ({
  ...subject,
  run: async (step, input, world, workflows, signal) => {
    const outcome = await subject.run(step, input, world, workflows, signal)
    const keys = world.word.map(({ key, attempt }) => `${key} ${attempt}`)
    // A bare step may use one operation at two places; which of both has been undone is then for each interpreter to say.
    const twice = keys.some((key) => key.includes("#") && !key.includes("read"))
    return { _tag: "Completed", output: [reported(outcome), twice ? keys.map(unrenewed) : keys] }
  }
})

const reported = (outcome: Outcome<unknown, unknown>): ReadonlyArray<unknown> => {
  if (outcome._tag === "Completed") return [outcome._tag, outcome.output]
  // Why a called workflow was cancelled is for the driver to say.
  const also = outcome.also.filter(({ kind }) => kind !== "cancelled")
  const common = [outcome._tag, outcome.undone, also.map(shown)]
  switch (outcome._tag) {
    case "Failed":
      return [...common, outcome.error]
    case "Defect":
      return [...common, String(outcome.cause), placeIn(outcome.at)]
    case "Stuck":
      return [...common, shown(outcome.cause), outcome.owed]
    case "Cancelled":
      return [...common, outcome.reason]
  }
}

const shown = (cause: Cause): ReadonlyArray<unknown> => {
  switch (cause.kind) {
    case "error":
      return [placeIn(cause.at), cause.error]
    case "defect":
      return [placeIn(cause.at), String(cause.cause)]
    case "cancelled":
      return ["cancelled"]
  }
}

/** Which turn of a loop of pure functions failed need not be told: nothing was performed in it. */
const placeIn = (at: string): string => (/[.:]/.test(at) ? at : at.replace(/(\[[^\]]*\])+$/, ""))
