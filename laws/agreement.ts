/**
 * Agreement: two steps, or one step on two interpreters, compared by all that they can do.
 * @module
 */
import type { Provider } from "../src/core/implementation.ts"
import type { AnyStep } from "../src/core/step.ts"
import { type Behaviours, type Experiment, explore, observe } from "./behaviour.ts"
import { type Context, inContext } from "./context.ts"
import { counterexampleOf, oneWithout } from "./counterexample.ts"
import { type FaultPlan, showPlan } from "./faults.ts"
import type { LawOptions, Level, Relation } from "./law.ts"
import type { Finding } from "./property.ts"
import type { Subject } from "./subject.ts"

/** A step, and who runs it. */
export interface Ran {
  readonly subject: Subject
  readonly step: AnyStep
}

/** What both sides get. */
export interface Circumstances {
  readonly input: unknown
  readonly plan: FaultPlan
  readonly context: Context
}

/** What is compared, and how. */
export interface Comparison {
  readonly level: Level
  readonly relation: Relation
  readonly left: Ran
  readonly right: Ran
  /** The generated parts, for the report. */
  readonly given: ReadonlyArray<readonly [name: string, shown: string]>
  readonly relevant: (left: Behaviours, right: Behaviours) => boolean
  /** What the steps may call. */
  readonly workflows?: ReadonlyArray<Provider<string, unknown>>
}

/** Compares the behaviours of both sides over all schedules. */
export const agreement = async (
  { level, relation, given, relevant, workflows = [], ...sides }: Comparison,
  { input, plan, context }: Circumstances,
  { maxSchedules = 150, choices }: LawOptions
): Promise<Finding> => {
  const experiment = (step: AnyStep): Experiment => ({
    step: inContext(context, step),
    input,
    plan,
    workflows
  })
  const all = ({ subject, step }: Ran): Promise<Behaviours> =>
    explore(subject, experiment(step), maxSchedules)
  const left = await all(sides.left)
  const right = await all(sides.right)
  if (!right.exhaustive || (relation === "=" && !left.exhaustive)) return { kind: "too many schedules" }
  const judged = async ({ subject, step }: Ran, behaviours: Behaviours): Promise<Behaviours> => {
    if (choices === undefined) return behaviours
    const { behaviour } = await observe(subject, experiment(step), choices)
    return { all: [behaviour], exhaustive: false }
  }
  const oddLeft = oneWithout(level, await judged(sides.left, left), right)
  const odd =
    oddLeft ?? (relation === "=" ? oneWithout(level, await judged(sides.right, right), left) : undefined)
  if (odd === undefined) return { kind: "holds", relevant: relevant(left, right) }
  const side = odd === oddLeft ? "left" : "right"
  const shown = [
    ...given,
    ...runners(sides.left.subject, sides.right.subject),
    ["input", JSON.stringify(input)],
    ["faults", showPlan(plan)],
    ["context", context]
  ] as const
  const terms = { left: inContext(context, sides.left.step), right: inContext(context, sides.right.step) }
  return {
    kind: "broken",
    counterexample: counterexampleOf(shown, terms, level, odd, side === "left" ? right : left, side)
  }
}

/** Who runs what, when it is not the same for both. */
const runners = (left: Subject, right: Subject): ReadonlyArray<readonly [string, string]> =>
  left === right
    ? []
    : [
        ["left runs on", left.name],
        ["right runs on", right.name]
      ]
