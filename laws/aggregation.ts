/**
 * Gateways: independent services asked side by side, with deadlines, and without those that do not answer.
 * @module
 */
import * as fc from "fast-check"
import { type Answer, type Branches, type GatewayOptions, optional } from "../src/architecture/gateway.ts"
import type { AnyStep, Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { type Behaviours, explore } from "./behaviour.ts"
import { sequentially } from "./context.ts"
import { always, equation, executes, fails, type LawFor } from "./equation.ts"
import { showPlan } from "./faults.ts"
import { mix } from "./functions.ts"
import { bare, type Oops, type Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { left, right } from "./pairs.ts"
import { plans } from "./plans.ts"
import { property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"

/** A way to make gateways. */
export interface Gateways {
  readonly name: string
  readonly gateway: (branches: Branches, options?: GatewayOptions) => AnyStep
}

/**
 * The laws of gateways, checked by running what `make` makes on `subject`.
 * @example
 * import { gateway } from "lawful/architecture"
 * import { aggregationLaws, inProcess, type Gateways } from "lawful/laws"
 * const gateways: Gateways = { name: "gateway", gateway: (branches, options) => gateway(branches as {}, options ?? {}) }
 * const [law] = aggregationLaws(inProcess, gateways).only("gateway/all").laws
 * const result = await law?.run({ numRuns: 20, seed: 1 })
 * result?.status // => "passed"
 */
export const aggregationLaws = (subject: Subject, gateways: Gateways): LawSet =>
  lawSet(
    `aggregation ${gateways.name}`,
    [],
    [
      ...equations((branches, options) => gateways.gateway(branches, options) as Merging).map((law) =>
        law(subject)
      ),
      inTime(gateways)(subject)
    ]
  )

type Merging = StepOf<number, Readonly<Record<string, unknown>>, Oops, "Lab">

/** What may stand in a gateway: reads, waiting, failures, and handlers of these. */
const reading: fc.Arbitrary<Work> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(bare("readA"), bare("readB")) },
      {
        weight: 2,
        arbitrary: fc.nat({ max: 9 }).map((time) => Step.identity<number>().pipe(Step.pause(time)))
      },
      {
        weight: 1,
        arbitrary: fc.constant<Work>(Step.failWith((of: number): Oops => ({ _tag: "Low", of: `${of}` })))
      },
      { weight: 1, arbitrary: fc.constant(bare("readA").pipe(Step.orElse(bare("readB")))) }
    ),
    { minLength: 1, maxLength: 3 }
  )
  .map((steps) => steps.reduce((first, next) => first.pipe(Step.andThen(next))) as Work)

const errorsOnly = { defects: false }
const requires = ["parallel", "race", "timers"] as const

const asked = (f: Work): Work => f.pipe(Step.label("f"))
const toldOf = (f: Work): StepOf<number, Answer<number, Oops>, never, "Lab"> =>
  Step.attempt(f).pipe(
    Step.map(
      (tried): Answer<number, Oops> =>
        tried._tag === "Left" ? { _tag: "Missed", error: tried.left } : { _tag: "Got", value: tried.right }
    )
  )

/** The answers in the order of their names. */
const inOrder = Step.map((answers: Readonly<Record<string, unknown>>) =>
  ["f", "g", "h"].map((name) => answers[name])
)

const equations = (
  gateway: (branches: Branches, options?: GatewayOptions) => Merging
): ReadonlyArray<LawFor> => [
  equation({
    id: "gateway/all",
    name: "all have to answer",
    equation: "gateway({ f, g }) = all({ f, g })",
    doc: "without optional branches and without a deadline a gateway is nothing but all",
    level: "timed",
    requires,
    given: { f: reading, g: reading },
    sides: ({ f, g }) => ({ left: gateway({ f, g }), right: Step.all({ f: asked(f), g }) })
  }),
  equation({
    id: "gateway/answers",
    name: "all answers in time",
    equation: "gateway({ f?, g? }) = all({ f: attempt(f), g: attempt(g) }), told as Got and Missed",
    doc: "what a branch answered is what it would have answered alone; its failure stays its own",
    level: "timed",
    requires,
    contexts: sequentially,
    faults: errorsOnly,
    given: { f: reading, g: reading },
    sides: ({ f, g }) => ({
      left: gateway({ f: optional(f), g: optional(g) }, { deadline: 1_000 }),
      right: Step.all({ f: toldOf(asked(f)), g: toldOf(g) })
    })
  }),
  equation({
    id: "gateway/symmetry",
    name: "the order of branches does not matter",
    equation: "gateway({ f, g?, h? }) = gateway({ h?, g?, f })",
    doc: "no branch is preferred, nor waits for another",
    level: "timed",
    requires,
    faults: { synchronous: false },
    given: {
      f: fc.constantFrom(bare("readA"), bare("readB")),
      g: reading,
      h: fc.constantFrom(bare("readA"), bare("readB"))
    },
    sides: ({ f, g, h }) => ({
      left: gateway({ f, g: optional(g), h: optional(h) }, { deadline: 5.5 }).pipe(inOrder),
      right: gateway({ h: optional(h), g: optional(g), f }, { deadline: 5.5 }).pipe(inOrder)
    })
  }),
  equation({
    id: "gateway/optional",
    name: "an optional branch never fails the gateway",
    equation: "attempt(gateway({ f?, g? })) = gateway({ f?, g? }) >>> map(right)",
    doc: "neither by its error nor by being late",
    requires,
    contexts: sequentially,
    faults: errorsOnly,
    given: { f: reading, g: reading, d: fc.nat({ max: 9 }) },
    relevant: (one, other) => fails(one, other) || late(one),
    sides: ({ f, g, d }) => {
      const both = gateway({ f: optional(f), g: optional(g) }, { deadline: d + 0.5 })
      return { left: Step.attempt(both), right: both.pipe(Step.map(right)) }
    }
  }),
  equation({
    id: "gateway/late",
    name: "a branch that is late",
    equation:
      "gateway({ f: optional(sleep(a) >>> f, within d) }, e) = sleep(a) >>> f if a < min(d, e), else TimedOut",
    doc: "each branch has its own limit, and all of them that of the gateway",
    level: "timed",
    requires,
    contexts: sequentially,
    faults: { errors: false, defects: false, synchronous: false },
    relevant: always,
    given: {
      f: fc.constantFrom(bare("readA"), bare("readB")),
      a: fc.nat({ max: 9 }),
      d: fc.nat({ max: 9 }),
      e: fc.nat({ max: 9 })
    },
    sides: ({ f, a, d, e }) => {
      const limit = Math.min(d, e) + 0.5
      const slow = Step.identity<number>().pipe(Step.pause(a), Step.andThen(f))
      const missed = Step.sleep(limit).pipe(Step.as<Answer<number, never>>({ _tag: "TimedOut" }))
      return {
        left: gateway({ f: optional(slow, { within: d + 0.5 }) }, { deadline: e + 0.5 }),
        right: Step.all({ f: a < limit ? toldOf(slow) : missed })
      }
    }
  }),
  equation({
    id: "gateway/need",
    name: "enough answers",
    equation:
      "gateway({ f?, g? }, { need: n }) = gateway({ f?, g? }) >>> fail if fewer than n of them are Got",
    doc: "a gateway waits for all and then counts; a failure is no answer",
    requires,
    contexts: sequentially,
    faults: errorsOnly,
    relevant: (one, other) => executes(one) && fails(one, other),
    given: { f: reading, g: reading, n: fc.nat({ max: 2 }) },
    sides: ({ f, g, n }) => {
      const branches = { f: optional(f), g: optional(g) }
      return {
        left: Step.attempt(gateway(branches, { need: n })),
        right: Step.attempt(gateway(branches)).pipe(
          Step.map((tried) => {
            if (tried._tag === "Left") return tried
            const missing = Object.entries(tried.right).flatMap(([name, answer]) =>
              (answer as Answer<unknown, unknown>)._tag === "Got" ? [] : [name]
            )
            return 2 - missing.length >= n ? tried : left({ _tag: "TooFewAnswers", need: n, missing })
          })
        )
      }
    }
  })
]

/** Tells that some branch was late. */
const late = ({ all }: Behaviours): boolean => all.some(({ outcome }) => outcome.includes("TimedOut"))

/** Virtual time passes only while nothing else can happen, so what has passed at the end was waited for. */
const inTime =
  ({ gateway }: Gateways): LawFor =>
  (subject) =>
    property(
      {
        id: "gateway/deadline",
        name: "a gateway is in time",
        equation: "gateway(branches, { deadline: d }) takes at most d",
        doc: "reads are abandoned, so that nothing is waited for beyond the deadline",
        level: "timed",
        relation: "=",
        requires
      },
      subject,
      fc.record({
        f: reading,
        g: reading,
        needed: fc.boolean(),
        deadline: fc.nat({ max: 12 }).map((time) => time + 0.5),
        input: fc.nat({ max: 9 }),
        plan: plans({ errors: true, defects: true, undos: false, synchronous: true })
      }),
      async ({ f, g, needed, deadline, input, plan }, { maxSchedules = 150 }) => {
        const slow = f.pipe(Step.pause(mix(input)(input) % 12))
        const step = gateway({ f: needed ? slow : optional(slow), g: optional(g) }, { deadline })
        const behaviours = await explore(subject, { step, input, plan, workflows: [] }, maxSchedules)
        if (!behaviours.exhaustive) return { kind: "too many schedules" }
        const odd = behaviours.all.find(({ elapsed }) => elapsed > deadline)
        if (odd === undefined) return { kind: "holds", relevant: late(behaviours) }
        return {
          kind: "broken",
          counterexample: {
            given: [
              ["input", `${input}`],
              ["faults", showPlan(plan)]
            ],
            left: { term: showStep(step), trace: `ends after ${odd.elapsed} ms: ${odd.outcome}` },
            right: { term: "its deadline", trace: `${deadline} ms` },
            choices: odd.choices,
            difference: "The gateway took longer than its deadline."
          }
        }
      }
    )
