/**
 * Descriptions keep their word: whatever a run does, the description has said that it may; what it has said that every run
 * does, every run does; and no run costs more than it has said.
 *
 * Checked on runs of random steps of every form, with faults, events, called workflows, and operations that take time.
 *
 * Source: Mokhov, Lukyanov, Marlow, Dimino, "Selective Applicative Functors", ICFP 2019.
 * @module
 */
import * as fc from "fast-check"
import type { Either } from "fp-ts/lib/Either.js"
import type { AnyStep } from "../src/core/step.ts"
import * as Workflow from "../src/core/workflow.ts"
import { describe, type DescribeOptions } from "../src/interpreters/describe/describe.ts"
import type { Description as Described } from "../src/interpreters/describe/description.ts"
import * as Schedule from "../src/core/schedule.ts"
import * as Step from "../src/step.ts"
import { explore, showExecuted } from "./behaviour.ts"
import { type FaultPlan, showPlan } from "./faults.ts"
import { inProcess } from "./in-process.ts"
import { countsWithin, errorKnown, type Judge, mayOnly, mustAll, timeWithin, warningsTrue } from "./kept.ts"
import type { Oops, Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Law } from "./law.ts"
import { called, calledWith } from "./outside.ts"
import { performedIn, placeOf } from "./performed.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { SlowWorld } from "./slow-world.ts"
import type { Subject } from "./subject.ts"
import { work } from "./work.ts"

/** Something that describes steps. */
export interface Describer {
  readonly name: string
  readonly describe: (step: AnyStep, options?: DescribeOptions) => Described
}

/** What runs the steps, and how large they are. */
export interface DescriptionOptions {
  /** The in-process interpreter when left out. */
  readonly subject?: Subject
  /** Upper bound of the number of nodes; 7 when left out. */
  readonly size?: number
}

/**
 * The laws of what describes steps.
 * @example
 * import { check, descriptionLaws } from "lawful/laws"
 * const report = await check(descriptionLaws(), { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const descriptionLaws = (
  describer: Describer = { name: "describe", describe },
  { subject = inProcess, size = 7 }: DescriptionOptions = {}
): LawSet => {
  const law = (own: Pick<Law, "id" | "name" | "equation" | "doc">, judge: Judge): Law =>
    property(
      {
        level: "word",
        relation: "refines",
        requires: ["parallel", "race", "timers", "events", "calls"],
        ...own
      },
      { name: describer.name, capabilities: subject.capabilities },
      examples(size),
      (example, { maxSchedules = 20 }) => judged(describer, subject, example, judge, maxSchedules)
    )
  return lawSet(
    "description",
    [],
    [
      law(
        {
          id: "describe/may",
          name: "nothing but what it may do",
          equation: "operations of a run are among may.operations, and attempts among their attempts",
          doc: "what is not in the description is not done, so that it can be read as a permission"
        },
        mayOnly
      ),
      law(
        {
          id: "describe/must",
          name: "all that it must do",
          equation: "must.operations are among the operations of a run that completes",
          doc: "a run that completes has done what the description promises"
        },
        mustAll
      ),
      law(
        {
          id: "describe/operations",
          name: "how many operations",
          equation:
            "least <= operations of a run that completes, operations of a run <= most, undos <= undoOperations",
          doc: "the bounds are bounds, for what is done and for what is undone"
        },
        countsWithin
      ),
      law(
        {
          id: "describe/time",
          name: "how long",
          equation:
            "the time of a run <= time.forward + time.undoing, if operations take as long as latency says",
          doc: "a time limit, a retry policy and a wait add up as the description says, and undoing comes on top"
        },
        timeWithin
      ),
      law(
        {
          id: "describe/errors",
          name: "where errors come from",
          equation: "the error of a run that fails comes from one of errors",
          doc: "an error that is not in the description does not leave"
        },
        errorKnown
      ),
      law(
        {
          id: "describe/warnings",
          name: "warnings are true",
          equation: "what is unreachable is not performed, what is never retried is attempted once",
          doc: "nobody has to look into a warning twice: what it says holds in every run"
        },
        warningsTrue
      )
    ]
  )
}

interface Example {
  readonly step: Work
  readonly bodies: readonly [Work, Work]
  readonly input: number
  readonly plan: FaultPlan
  /** In milliseconds, of writes, reads and undos. */
  readonly latencies: readonly [number, number, number]
}

const examples = (size: number): fc.Arbitrary<Example> => {
  const body = work({ irreversible: true, size: 3 })
  const latency = fc.constantFrom(0, 1, 3, 10)
  return fc.record({
    step: fc.oneof(
      { arbitrary: work({ irreversible: true, all: true, size }), weight: 4 },
      { arbitrary: futile(size), weight: 1 },
      { arbitrary: patient, weight: 1 }
    ),
    bodies: fc.tuple(body, body),
    input: fc.nat({ max: 9 }),
    plan: plans({ errors: true, defects: true, undos: true, synchronous: false }),
    latencies: fc.tuple(latency, latency, latency)
  })
}

/** Steps with a part that nothing reaches, or a retry of what cannot fail. */
const futile = (size: number): fc.Arbitrary<Work> => {
  const half = work({ irreversible: true, size: Math.ceil(size / 2) })
  const named = half.map((step) => step.pipe(Step.label("half")))
  const calm = Step.attempt(Step.sleep(1)).pipe(Step.as(1)) as Work
  return fc.tuple(half, named, fc.nat({ max: 3 })).map(([f, g, how]): Work => {
    if (how === 0) return f.pipe(Step.andThen(Step.fail<Oops>({ _tag: "Low", of: "" })), Step.andThen(g))
    if (how === 1) return calm.pipe(Step.orElse(g), Step.andThen(f))
    if (how === 2)
      return Step.succeed<Either<number, number>>({ _tag: "Left", left: 1 }).pipe(
        Step.matchEither({ left: f, right: g })
      )
    return Step.attempt(g).pipe(Step.as(1), Step.retry(2), Step.andThen(f))
  })
}

/** Steps that wait before they try again. */
const patient: fc.Arbitrary<Work> = fc
  .tuple(work({ irreversible: true, size: 3 }), fc.nat({ max: 9 }), fc.nat({ max: 2 }), fc.nat({ max: 30 }))
  .map(([f, first, times, within]) =>
    f.pipe(
      Step.retry(
        Schedule.exponential(first).pipe(
          Schedule.times(times),
          Schedule.within(within),
          Schedule.jittered(0.5)
        )
      )
    )
  )

const judged = async (
  describer: Describer,
  subject: Subject,
  { step, bodies, input, plan, latencies }: Example,
  judge: Judge,
  maxSchedules: number
): Promise<Finding> => {
  const workflows = calledWith(bodies)
  const described = describer.describe(step, {
    providers: workflows,
    latency: ({ name }) => latencyOf(name, latencies)
  })
  const world = (of: FaultPlan) => new SlowWorld(of, (name) => latencyOf(name, latencies))
  // Each run has to keep to the description, so any of them will do.
  const { all } = await explore(subject, { step, input, plan, workflows, world }, maxSchedules)
  const ambiguous = new Set([
    ...repeatedIn(step),
    ...bodies.flatMap((body, index) =>
      repeatedIn(body).map((id) => placeOf({ id, workflow: called[index]?.name }))
    )
  ])
  let relevant = false
  for (const run of all) {
    const found = judge(described, performedIn(run.word), run, ambiguous)
    relevant ||= found.relevant
    if (found.wrong !== undefined)
      return {
        kind: "broken",
        counterexample: {
          given: [
            ["called", bodies.map(showStep).join(" and ")],
            ["input", `${input}`],
            ["faults", showPlan(plan)],
            ["latencies", latencies.join(", ")]
          ],
          left: {
            term: showStep(step),
            trace: `${run.outcome} after ${run.word.map(showExecuted).join(" ; ")}`
          },
          right: { term: "described", trace: summary(described) },
          choices: run.choices,
          difference: found.wrong
        }
      }
  }
  return { kind: "holds", relevant }
}

const repeatedIn = (step: AnyStep): ReadonlyArray<string> =>
  Workflow.check(step).flatMap(({ code, place }) => (code === "step/duplicate-id" ? [place] : []))

const latencyOf = (name: string, [writes, reads, undos]: Example["latencies"]): number =>
  name.startsWith("undo") ? undos : name.startsWith("read") ? reads : writes

const summary = ({ may, must, bounds, errors, warnings }: Described): string =>
  JSON.stringify({
    may: may.operations.map(placeOf),
    must: must.operations.map(placeOf),
    errors,
    bounds,
    warnings: warnings.map(({ code, place }) => `${code} at ${place}`)
  })
