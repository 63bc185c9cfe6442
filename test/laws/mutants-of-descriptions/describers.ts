/**
 * Describers with one bug each, and the laws that find it.
 */
import type { AnyStep } from "lawful"
import { type Description, describe } from "lawful/describe"
import type { Describer } from "lawful/laws"
import { pure, rewrite, type Rule, sequence, step } from "../mutants/rewrite.ts"

/** The describer that is sound. */
export const sound: Describer = { name: "describe", describe }

const rewriting =
  (rule: Rule): Describer["describe"] =>
  (term, options) =>
    describe(rewrite(term, rule), options)

const changing =
  (change: (description: Description) => Partial<Description>): Describer["describe"] =>
  (term, options) => {
    const description = describe(term, options)
    return { ...description, ...change(description) }
  }

const eitherOf = (...steps: ReadonlyArray<AnyStep>): AnyStep =>
  step({ kind: "choice", tag: "", arms: steps.map((arm, index) => ({ name: `${index}`, step: arm })) })

const mutants: Readonly<Record<string, readonly [Describer["describe"], ReadonlyArray<string>]>> = {
  "forgets undos": [
    rewriting((node) => (node.kind === "scope" && node.commit.kind === "undo" ? node.step : undefined)),
    ["describe/may", "describe/operations"]
  ],
  "looks at the first arm": [
    rewriting((node) => (node.kind === "choice" ? node.arms[0]?.step : undefined)),
    ["describe/may", "describe/must"]
  ],
  "takes every arm": [
    rewriting((node) =>
      node.kind === "choice" ? node.arms.map((arm) => arm.step).reduce(sequence) : undefined
    ),
    ["describe/must", "describe/operations"]
  ],
  "lets failures through an attempt": [
    rewriting((node) => (node.kind === "attempt" ? node.step : undefined)),
    ["describe/may", "describe/warnings"]
  ],
  "counts one attempt": [
    rewriting((node) => (node.kind === "retry" ? node.step : undefined)),
    ["describe/may", "describe/operations"]
  ],
  "counts one turn": [
    rewriting((node) => (node.kind === "iterate" || node.kind === "forEach" ? node.step : undefined)),
    ["describe/must", "describe/operations"]
  ],
  "takes the longest part of a sequence": [
    rewriting((node) => (node.kind === "sequence" ? eitherOf(node.first, node.second) : undefined)),
    ["describe/operations", "describe/time"]
  ],
  "forgets the losers of a race": [
    rewriting((node) =>
      node.kind === "parallel" && node.join.kind === "race"
        ? eitherOf(...node.branches.map((branch) => branch.step))
        : undefined
    ),
    ["describe/operations"]
  ],
  "wants every branch of a race": [
    rewriting((node) =>
      node.kind === "parallel" && node.join.kind === "race"
        ? step({ ...node, join: { kind: "record" } })
        : undefined
    ),
    ["describe/must"]
  ],
  "does not wait": [
    rewriting((node) =>
      node.kind === "perform" && node.request.kind === "timer" ? pure(() => undefined) : undefined
    ),
    ["describe/time"]
  ],
  "retries at once": [
    rewriting((node) =>
      node.kind === "retry"
        ? step({
            ...node,
            schedule: Object.assign(
              Object.create(Object.getPrototypeOf(node.schedule) as object) as typeof node.schedule,
              node.schedule,
              { first: 0 }
            )
          })
        : undefined
    ),
    ["describe/time"]
  ],
  "takes no time to undo": [
    changing(({ bounds }) => ({ bounds: { ...bounds, time: { ...bounds.time, undoing: 0 } } })),
    ["describe/time"]
  ],
  "does not look into what is called": [
    (term, options) => describe(term, { ...options, providers: [] }),
    ["describe/may", "describe/operations"]
  ],
  "promises what may be": [changing(({ may }) => ({ must: may })), ["describe/must"]],
  "believes that operations never fail": [
    rewriting((node) =>
      node.kind === "perform" && node.request.kind === "operation"
        ? step({
            ...node,
            request: { kind: "operation", operation: { ...node.request.operation, error: undefined } }
          })
        : undefined
    ),
    ["describe/errors", "describe/warnings"]
  ],
  "forgets where errors are raised": [
    rewriting((node) => (node.kind === "fail" ? pure((value) => value) : undefined)),
    ["describe/errors"]
  ],
  "forgets where operations fail": [
    changing(({ errors }) => ({ errors: errors.filter(({ kind }) => kind !== "operation") })),
    ["describe/errors"]
  ],
  "calls reachable what is not": [
    changing(({ may, warnings }) => ({
      warnings: [
        ...warnings,
        ...may.operations
          .slice(-1)
          .map(({ id }) => ({ code: "describe/unreachable" as const, place: id, message: "" }))
      ]
    })),
    ["describe/warnings"]
  ]
}

/** All of them, each with the laws that find it. */
export const describerMutants: ReadonlyArray<readonly [Describer, ReadonlyArray<string>]> = Object.entries(
  mutants
).map(([name, [mutant, laws]]) => [{ name, describe: mutant }, laws])
