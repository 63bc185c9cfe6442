/**
 * Mutants of composition, carrying, choice and failure.
 */
import { childrenOf, nodeOf, type Schedule } from "lawful"
import { same } from "../../../src/core/node.ts"
import type { Mutants } from "./mutant.ts"
import { pure, rewriting, sealed, sequence, step } from "./rewrite.ts"

type Tagged = { readonly _tag: string; readonly left?: unknown; readonly right?: unknown }

export const controlMutants: Mutants = {
  "drops what follows an identity": rewriting((node) =>
    node.kind === "sequence" && isIdentity(nodeOf(node.first)) ? node.first : undefined
  ),
  "drops what is before an identity": rewriting((node) =>
    node.kind === "sequence" && isIdentity(nodeOf(node.second)) ? node.second : undefined
  ),
  "drops the end of a nested chain": rewriting((node) =>
    node.kind === "sequence" && nodeOf(node.first).kind === "sequence" ? node.first : undefined
  ),
  "drops debts before a pure function": rewriting((node) =>
    node.kind === "sequence" && nodeOf(node.second).kind === "pure"
      ? sequence(sealed(node.first), node.second)
      : undefined
  ),
  "skips what follows a pure function": rewriting((node) =>
    node.kind === "sequence" && nodeOf(node.first).kind === "pure" && !isIdentity(nodeOf(node.first))
      ? node.first
      : undefined
  ),
  "drops the second of two pure functions": rewriting((node) =>
    node.kind === "sequence" && lastKind(nodeOf(node.first)) === "pure" && nodeOf(node.second).kind === "pure"
      ? node.first
      : undefined
  ),
  "gives 0 for an identity": rewriting((node) => (isIdentity(node) ? pure(() => 0) : undefined)),
  "breaks the glue of derived combinators": rewriting((node) => {
    if (node.kind === "pure" && node.apply.name === "apply") {
      const apply = node.apply as (value: unknown) => unknown
      return pure((value) => ({ broken: apply(value) }))
    }
    return node.kind === "carry" && node.merge === same ? step({ ...node, merge: () => "broken" }) : undefined
  }),
  "runs a labelled step twice": rewriting((node) =>
    node.kind === "label" ? sequence(node.step, node.step) : undefined
  ),
  "forgets the fields that a step was not given": rewriting((node) => {
    const reads = node.kind === "carry" ? node.fields?.reads : undefined
    if (node.kind !== "carry" || !Array.isArray(reads)) return undefined
    const merge = node.merge as (state: unknown, output: unknown) => unknown
    const kept = (state: Readonly<Record<string, unknown>>): unknown =>
      Array.isArray(state) ? state : Object.fromEntries(reads.map((name) => [name, state[name as string]]))
    return step({
      ...node,
      merge: (state: Readonly<Record<string, unknown>>, output: unknown) => merge(kept(state), output)
    })
  }),
  "forgets the carried value": rewriting((node) =>
    node.kind === "carry" ? step({ ...node, merge: (_: never, output: unknown) => output }) : undefined
  ),
  "runs the first arm": rewriting((node) =>
    node.kind === "choice"
      ? step({
          ...node,
          arms: node.arms.map(({ name }) => ({ name, step: node.arms[0]?.step ?? (name as never) }))
        })
      : undefined
  ),
  "drops debts of an arm": rewriting((node) =>
    node.kind === "choice"
      ? step({ ...node, arms: node.arms.map((arm) => ({ ...arm, step: sealed(arm.step) })) })
      : undefined
  ),
  "goes on after a failure": rewriting((node) => (node.kind === "fail" ? pure((value) => value) : undefined)),
  "wraps a caught error again": rewriting((node, whole) =>
    node.kind === "attempt"
      ? sequence(
          whole,
          pure((tried: Tagged) =>
            tried._tag === "Left" ? { _tag: "Left", left: { error: tried.left } } : tried
          )
        )
      : undefined
  ),
  "catches nothing": rewriting((node) =>
    node.kind === "attempt"
      ? sequence(
          node.step,
          pure((right) => ({ _tag: "Right", right }))
        )
      : undefined
  ),
  "drops the debts of an attempt": rewriting((node) =>
    node.kind === "attempt" ? step({ ...node, step: sealed(node.step) }) : undefined
  ),
  "undoes what was attempted": rewriting((node) =>
    node.kind === "attempt"
      ? step({ ...node, step: step({ kind: "scope", step: node.step, commit: { kind: "keep" } }) })
      : undefined
  ),
  "joins an attempt with the one in it": rewriting((node) =>
    node.kind === "attempt" && nodeOf(node.step).kind === "attempt" ? node.step : undefined
  ),
  "releases twice": rewriting((node) =>
    node.kind === "bracket" ? step({ ...node, release: twice(node.release) }) : undefined
  ),
  "does not release after a failure": rewriting((node) =>
    node.kind === "bracket"
      ? sequence(
          node.acquire,
          step({
            kind: "carry",
            select: same,
            step: node.use,
            merge: (resource: unknown, output: unknown) => ({ resource, output })
          })
        ).pipe((acquired) =>
          sequence(
            sequence(
              acquired,
              step({
                kind: "carry",
                select: ({ resource }: { resource: unknown }) => resource,
                step: node.release,
                merge: same
              })
            ),
            pure(({ output }: { output: unknown }) => output)
          )
        )
      : undefined
  ),
  "drops the debts of a bracket": rewriting((node) =>
    node.kind === "bracket" ? step({ ...node, use: sealed(node.use) }) : undefined
  ),
  "stops after one turn": rewriting((node) =>
    node.kind === "iterate"
      ? sequence(
          node.step,
          pure((either: Tagged) => (either._tag === "Left" ? either.left : either.right))
        )
      : undefined
  ),
  "drops the debts of turns": rewriting((node) =>
    node.kind === "iterate" ? step({ ...node, step: sealed(node.step) }) : undefined
  ),
  "retries once too often": rewriting((node) =>
    node.kind === "retry"
      ? step({
          ...node,
          schedule: changed(node.schedule, {
            times: node.schedule.times + 1
          })
        })
      : undefined
  ),
  "never retries": rewriting((node) => (node.kind === "retry" ? node.step : undefined)),
  "retries at once": rewriting((node) =>
    node.kind === "retry"
      ? step({
          ...node,
          schedule: changed(node.schedule, {
            first: 0,
            growth: { kind: "constant" }
          })
        })
      : undefined
  ),
  "retries every error": rewriting((node) =>
    node.kind === "retry"
      ? step({
          ...node,
          schedule: changed(node.schedule, { tags: undefined })
        })
      : undefined
  )
}

const isIdentity = (node: ReturnType<typeof nodeOf>): boolean => node.kind === "pure" && node.apply === same

const lastKind = (node: ReturnType<typeof nodeOf>): string | undefined => {
  const last = node.kind === "sequence" ? childrenOf(node).at(-1) : undefined
  return last === undefined ? node.kind : nodeOf(last).kind
}

const twice = (release: Parameters<typeof nodeOf>[0]) =>
  sequence(
    step({ kind: "carry", select: same, step: release, merge: (resource: unknown) => resource }),
    release
  )

/** A schedule with some fields changed. */
const changed = (schedule: Schedule, fields: Partial<Schedule>): Schedule =>
  Object.assign(Object.create(Object.getPrototypeOf(schedule) as object) as Schedule, schedule, fields)
