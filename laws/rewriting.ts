/**
 * Rewriting: each rule of an optimiser is an equation, and so is everything that it does with all of them.
 *
 * A rule is judged by what it does to random steps that look like its left side: it decides itself whether its side condition
 * holds, and where it is wrong about that the two sides differ.
 * @module
 */
import * as fc from "fast-check"
import { check as problemsOf } from "../src/core/check.ts"
import { fold } from "../src/core/fold.ts"
import { nodeId } from "../src/core/place.ts"
import type { AnyStep } from "../src/core/step.ts"
import { fingerprint } from "../src/machine/fingerprint.ts"
import {
  explain as explainStep,
  type Explanation,
  type Level,
  type Rule,
  rules as allRules
} from "../src/optimise/index.ts"
import type { StepOptions } from "../src/optimise/optimise.ts"
import { agreement } from "./agreement.ts"
import { everywhere, sequentially } from "./context.ts"
import type { FaultPlan } from "./faults.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Work } from "./lab.ts"
import { rows } from "./neighbours.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { redexes } from "./redexes.ts"
import { showStep } from "./show-step.ts"
import { everything, type Subject } from "./subject.ts"
import { work } from "./work.ts"

/** An optimiser under test. */
export interface Optimiser {
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly explain: (step: AnyStep, options: StepOptions) => Explanation<AnyStep>
}

/** The optimiser of `lawful/optimise`. */
export const optimiser: Optimiser = {
  name: "optimise",
  rules: allRules,
  explain: (step, options) => explainStep(step, options)
}

/**
 * The laws of an optimiser: one for each rule, by itself, and those of all rules together. Rules of your own get theirs when
 * they are among its rules.
 * @example
 * import { inProcess, optimiser, rewritingLaws } from "lawful/laws"
 * const [fusion] = rewritingLaws(inProcess, optimiser).only("rewrite/fusion").laws
 * const result = await fusion?.run({ numRuns: 20, seed: 1 })
 * result?.status // => "passed"
 */
export const rewritingLaws = (subject: Subject, under: Optimiser = optimiser): LawSet => {
  const together = (level: Level): Law => agrees(subject, under, under.rules, level, `rewrite/${level}`)
  return lawSet(
    `rewriting ${under.name}`,
    [],
    [
      agrees(subject, under, [], "timed", "rewrite/association"),
      ...under.rules.map((rule) => agrees(subject, under, [rule], rule.level, `rewrite/${rule.id}`)),
      ...(["timed", "resources", "effects"] as const).map(together),
      ...structural(under)
    ]
  )
}

const terms = (rule?: string): fc.Arbitrary<Work> =>
  fc.oneof(
    { weight: 4, arbitrary: redexes(rule) },
    { weight: 4, arbitrary: redexes(rule, { irreversible: true }) },
    { weight: 1, arbitrary: work({ size: 5, irreversible: true }) }
  )

/** Both sides do the same, as far as their level tells. */
const agrees = (
  subject: Subject,
  { explain }: Optimiser,
  rules: ReadonlyArray<Rule>,
  level: Level,
  id: string
): Law => {
  const [only] = rules.length === 1 ? rules : []
  const ordered = level === "timed" || level === "word"
  return property(
    { id, ...describing(rules, only), level, relation: "=", requires: [...everything] },
    subject,
    fc.record({
      term: ordered ? terms(only?.id) : fc.oneof(rows, rows, rows, redexes()),
      input: fc.nat({ max: 9 }),
      // Where order is no matter, a defect tells which order it was: it is a bug, and no law is about it.
      plan: plans({ errors: true, defects: ordered, undos: false, synchronous: ordered }),
      context: fc.constantFrom(...everywhere),
      whole: fc.boolean()
    }),
    ({ term, input, plan, context, whole }, how) => {
      if (whole && !sequentially.includes(context)) return beside
      const { optimised, rewrites } = explain(term, { rules, level, keep: "nothing", whole })
      if (rewrites.length === 0) return beside
      if (only !== undefined && !rewrites.some(({ rule }) => rule === only.id)) return beside
      return agreement(
        {
          level,
          relation: "=",
          left: { subject, step: term },
          right: { subject, step: optimised },
          given: [
            ["f", showStep(term)],
            ["rewritten by", rewrites.map(({ rule }) => rule).join(", ")],
            ["a whole run", `${whole}`]
          ],
          relevant: () => true
        },
        { input, plan: ordered ? plan : withoutSharedFaults(plan, term), context },
        how
      )
    }
  )
}

const describing = (
  rules: ReadonlyArray<Rule>,
  only: Rule | undefined
): { readonly name: string; readonly equation: string; readonly doc: string } => {
  if (only !== undefined) {
    const { id, equation, condition } = only
    return {
      name: `the rule ${id}`,
      equation,
      doc: condition === "" ? "without a side condition" : condition
    }
  }
  return rules.length === 0
    ? {
        name: "nesting",
        equation: "f >>> (g >>> h) = (f >>> g) >>> h",
        doc: "the end of a nested sequence stays"
      }
    : {
        name: "rewritten steps mean the same",
        equation: "optimise(f) = f",
        doc: "whatever the rules do to one another's results"
      }
}

/**
 * Which call of an operation fails is told by counting them, which makes it a resource that all calls write to. Two reads of
 * one resource do not expect that of each other.
 */
const withoutSharedFaults = (plan: FaultPlan, term: AnyStep): FaultPlan => {
  const reads = new Map<string, number>()
  fold<void>(term, (node) => {
    if (node.kind !== "perform" || node.request.kind !== "operation") return
    const { name } = node.request.operation
    reads.set(name, (reads.get(name) ?? 0) + 1)
  })
  const shared = (name: string): boolean => name.startsWith("read") && (reads.get(name) ?? 0) > 1
  return { ...plan, faults: plan.faults.filter(({ operation }) => !shared(operation)) }
}

const beside: Promise<Finding> = Promise.resolve({ kind: "beside the point" })

/** What can be told without running anything. */
const structural = ({ name, explain, rules }: Optimiser): ReadonlyArray<Law> => {
  const law = (
    id: string,
    title: string,
    equation: string,
    doc: string,
    judge: (step: AnyStep, result: Explanation<AnyStep>, options: StepOptions) => string | undefined
  ): Law =>
    property(
      { id, name: title, equation, doc, level: "timed", relation: "=", requires: [] },
      { name, capabilities: new Set<never>() },
      fc.record({
        term: fc.oneof(terms(), rows),
        whole: fc.boolean(),
        level: fc.constantFrom("timed", "effects"),
        keep: fc.constantFrom("fingerprint", "ids", "nothing")
      }),
      ({ term, ...options }) => {
        const result = explain(term, { rules, ...options })
        const difference = judge(term, result, { rules, ...options })
        if (difference === undefined)
          return Promise.resolve({ kind: "holds", relevant: result.rewrites.length > 0 })
        const [left, right] = [term, result.optimised].map((step) => ({ term: showStep(step), trace: "" }))
        return Promise.resolve({
          kind: "broken",
          counterexample: { given: [["options", JSON.stringify(options)]], left, right, difference }
        } as Finding)
      }
    )
  return [
    law(
      "rewrite/idempotent",
      "optimising twice",
      "optimise(optimise(f)) = optimise(f)",
      "what is left has no form that a rule looks for",
      (_, { optimised }, options) => {
        const again = explain(optimised, options).rewrites.map(({ rule }) => rule)
        return again.length === 0 ? undefined : `A second time it still applies ${again.join(", ")}.`
      }
    ),
    law(
      "rewrite/identity",
      "what is kept of the identity of a term",
      "ids(optimise(f)) is within ids(f), and fingerprint(optimise(f)) = fingerprint(f), as was asked for",
      "calls keep their idempotency keys; where the fingerprint stays, runs in flight can go on",
      (step, { optimised }, { keep }) => {
        if (keep === "nothing") return undefined
        if (keep === "fingerprint" && fingerprint(step) !== fingerprint(optimised))
          return "The fingerprint changed."
        const old = idsOf(step)
        const fresh = [...idsOf(optimised)].find((id) => !old.has(id))
        return fresh === undefined ? undefined : `There is a new id: ${fresh}.`
      }
    ),
    law(
      "rewrite/well-formed",
      "no new mistakes",
      "check(optimise(f)) is within check(f)",
      "a workflow stays one",
      (step, { optimised }, { keep }) => {
        // A hoisted step has a name that somebody may have taken, which is for the workflow to say.
        if (keep === "nothing") return undefined
        const old = new Set(problemsOf(step).map(({ code, place }) => `${code} at ${place}`))
        const fresh = problemsOf(optimised).find(({ code, place }) => !old.has(`${code} at ${place}`))
        return fresh === undefined ? undefined : `There is a new mistake: ${fresh.message}`
      }
    )
  ]
}

const idsOf = (step: AnyStep): ReadonlySet<string> => {
  const ids = new Set<string>()
  fold<void>(step, (node, _, place) => {
    if (node.kind === "perform") ids.add(nodeId(node.request, place))
  })
  return ids
}
