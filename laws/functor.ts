/**
 * An interpreter is a functor: identity, composition and pure functions go to identity, composition and functions.
 *
 * These look at an interpreter from outside, as a function from input to output; they say that there is nothing in a run
 * that is not in its term.
 * @module
 */
import * as fc from "fast-check"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { observe, seenAt, showExecuted } from "./behaviour.ts"
import { faultless } from "./faults.ts"
import { functions } from "./functions.ts"
import { categoryLaws } from "./category.ts"
import type { LawFor } from "./equation.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"
import { work } from "./work.ts"

const input = fc.nat({ max: 9 })

/** The laws of an interpreter as a functor. */
export const functorLaws: LawSetFor = lawSetFor(
  "functor",
  [categoryLaws],
  [
    functorLaw({
      id: "F1/pure",
      name: "pure functions go to functions",
      equation: "run(pure(p))(a) = p(a), run(identity)(a) = a",
      doc: "running a pure function is calling it",
      examples: fc.record({ p: functions, a: input }),
      judge: async (subject, { p, a }) => {
        const pure = await output(subject, Step.pure(p), a)
        const same = await output(subject, Step.identity<number>(), a)
        return compared(
          "pure(p), identity",
          `${pure}, ${same}`,
          `${completed(p(a))} after , ${completed(a)} after `
        )
      }
    }),
    functorLaw({
      id: "F1",
      name: "composition goes to composition",
      equation:
        "run(f >>> g) = run(f), then run(g) on its output, as long as f completes and touches other resources than g",
      doc: "nothing passes from one step to the next but its output",
      examples: fc.record({
        f: work({ resource: "A", infallible: true, timeless: true, raceless: true, sequential: true }),
        g: work({ resource: "B", infallible: true, timeless: true, raceless: true, sequential: true }),
        a: input
      }),
      judge: async (subject, { f, g, a }) => {
        const one = await observe(subject, { step: f, input: a, plan: faultless, workflows: [] }, [])
        const { outcome } = one.behaviour
        if (!outcome.startsWith("Completed ")) return compared(showStep(f), outcome, "Completed ...")
        const middle: unknown = JSON.parse(outcome.replace("Completed ", ""))
        const two = await observe(subject, { step: g, input: middle, plan: faultless, workflows: [] }, [])
        const word = [...one.behaviour.word, ...two.behaviour.word].map(showExecuted).join(" ; ")
        const both = f.pipe(Step.andThen(g))
        return compared(
          showStep(both),
          await output(subject, both, a),
          `${two.behaviour.outcome} after ${word}`
        )
      }
    })
  ]
)

interface FunctorLaw<P> {
  readonly id: string
  readonly name: string
  readonly equation: string
  readonly doc: string
  readonly examples: fc.Arbitrary<P>
  readonly judge: (subject: Subject, example: P) => Promise<Finding>
}

function functorLaw<P>({ examples, judge, ...law }: FunctorLaw<P>): LawFor {
  return (subject) =>
    property({ ...law, level: "word", relation: "=", requires: [] }, subject, examples, (example) =>
      judge(subject, example)
    )
}

const output = async (subject: Subject, step: AnyStep, value: unknown): Promise<string> => {
  const { behaviour } = await observe(subject, { step, input: value, plan: faultless, workflows: [] }, [])
  return seenAt("word", behaviour)
}

const completed = (value: unknown): string => `Completed ${JSON.stringify(value)}`

const compared = (term: string, seen: string, expected: string): Finding =>
  seen === expected
    ? { kind: "holds", relevant: true }
    : {
        kind: "broken",
        counterexample: {
          given: [],
          left: { term, trace: seen },
          right: { term: "expected", trace: expected },
          difference: "Running the step is not what its parts are."
        }
      }
