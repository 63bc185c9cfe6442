/**
 * Mutants of sagas, and of what surrounds a run.
 */
import { childrenOf, nodeOf, Schedule, type AnyStep, type Node, type ScopeNode } from "lawful"
import type { Subject, World } from "lawful/laws"
import { same } from "../../../src/core/node.ts"
import type { Mutants } from "./mutant.ts"
import { pure, rewriting, sealed, sequence, step } from "./rewrite.ts"

const keeps = (node: Node): node is ScopeNode => node.kind === "scope" && node.commit.kind === "keep"

/** The node with its undo replaced. */
const withUndo = (node: ScopeNode, change: (undo: AnyStep) => AnyStep): AnyStep | undefined =>
  node.commit.kind === "undo"
    ? step({ ...node, commit: { ...node.commit, undo: change(node.commit.undo) } })
    : undefined

const onceMore = Schedule.immediately(1)

export const debtMutants: Mutants = {
  "undoes twice": rewriting((node) =>
    node.kind === "scope"
      ? withUndo(node, (undo) =>
          sequence(step({ kind: "carry", select: same, step: undo, merge: (input: unknown) => input }), undo)
        )
      : undefined
  ),
  "undoes in the order of doing": rewriting((node) => {
    if (node.kind !== "sequence") return undefined
    const [one, two, ...rest] = childrenOf(node)
    const swapped =
      one === undefined || two === undefined ? undefined : undoneInOrder(nodeOf(one), nodeOf(two))
    return swapped === undefined ? undefined : rest.reduce(sequence, swapped)
  }),
  "undoes what failed": rewriting((node) =>
    node.kind === "scope" && node.commit.kind === "undo"
      ? step({ ...node, commit: { ...node.commit, register: "before", from: (input: unknown) => input } })
      : undefined
  ),
  "forgets the undo that is owed from the start": rewriting((node) =>
    node.kind === "scope" && node.commit.kind === "undo" && node.commit.register === "before"
      ? step({ ...node, commit: { kind: "keep" } })
      : undefined
  ),
  "forgets the undo of a composite": rewriting((node) =>
    node.kind === "scope" && node.commit.kind === "undo" && nodeOf(node.step).kind !== "perform"
      ? step({ ...node, commit: { kind: "keep" } })
      : undefined
  ),
  "loses debts when a scope succeeds": rewriting((node) =>
    keeps(node) ? step({ ...node, commit: { kind: "seal" } }) : undefined
  ),
  "ignores scopes": rewriting((node) => (keeps(node) ? node.step : undefined)),
  "ends a scope too early": rewriting((node) => {
    const inner = keeps(node) ? nodeOf(node.step) : undefined
    return inner?.kind === "sequence"
      ? sequence(step({ kind: "scope", step: inner.first, commit: { kind: "keep" } }), inner.second)
      : undefined
  }),
  "runs a scope that failed once more": rewriting((node, whole) =>
    keeps(node) ? step({ kind: "retry", step: whole, schedule: onceMore }) : undefined
  ),
  "undoes what was sealed": rewriting((node) =>
    node.kind === "scope" && node.commit.kind === "seal"
      ? step({ ...node, commit: { kind: "keep" } })
      : undefined
  ),
  "does not perform reads": rewriting((node) =>
    node.kind === "perform" &&
    node.request.kind === "operation" &&
    node.request.operation.effect === "readonly"
      ? pure((input) => input)
      : undefined
  ),
  "loses all debts of branches": rewriting((node) =>
    node.kind === "parallel"
      ? step({ ...node, branches: node.branches.map((branch) => ({ ...branch, step: sealed(branch.step) })) })
      : undefined
  ),
  "has a key for each attempt": surrounded((world) => {
    const perform = world.perform.bind(world)
    world.perform = (operation, input, { key, attempt, signal }) =>
      perform(operation, input, { key: `${key} ${attempt}`, attempt, signal })
  }),
  "lets operations depend on each other in secret": surrounded((world) => {
    const perform = world.perform.bind(world)
    world.perform = (operation, input, call) => perform(operation, input + world.word.length, call)
  }),
  "leaks state from run to run": (subject) => {
    let runs = 0
    return {
      ...subject,
      run: async (term, input, world, workflows) => {
        const outcome = await subject.run(term, input, world, workflows)
        runs++
        if (outcome._tag === "Completed") return { ...outcome, output: [outcome.output, runs] }
        return outcome._tag === "Failed" ? { ...outcome, error: [outcome.error, runs] } : outcome
      }
    }
  }
}

/** Something is wrong with what surrounds the interpreter. */
function surrounded(spoil: (world: World) => void) {
  return (subject: Subject): Subject => ({
    ...subject,
    run: (term, input, world, workflows) => {
      spoil(world)
      return subject.run(term, input, world, workflows)
    }
  })
}

/** Two operations that owe one debt: the first is undone first. */
const undoneInOrder = (one: Node, two: Node): AnyStep | undefined => {
  if (!owes(one) || !owes(two)) return undefined
  const [first, second] = [one.commit, two.commit]
  const from = (commit: typeof first) => commit.from as (input: unknown, output: unknown) => unknown
  type State = { readonly input: unknown; readonly one: unknown; readonly two: unknown }
  const then = (commit: typeof first, select: (state: State) => unknown): AnyStep =>
    step({ kind: "carry", select, step: commit.undo, merge: (state: unknown) => state })
  const both = sequence(
    sequence(
      pure((input) => ({ input })),
      step({
        kind: "carry",
        select: ({ input }: State) => input,
        step: one.step,
        merge: (s: State, output: unknown) => ({ ...s, one: output })
      })
    ),
    step({
      kind: "carry",
      select: (s: State) => s.one,
      step: two.step,
      merge: (s: State, output: unknown) => ({ ...s, two: output })
    })
  )
  const undo = sequence(
    then(first, (s) => from(first)(s.input, s.one)),
    then(second, (s) => from(second)(s.one, s.two))
  )
  return sequence(
    step({
      kind: "scope",
      step: both,
      commit: { ...first, undo, from: (_: unknown, state: unknown) => state }
    }),
    pure(({ two: output }: State) => output)
  )
}

const owes = (
  node: Node
): node is ScopeNode & { readonly commit: Extract<ScopeNode["commit"], { kind: "undo" }> } =>
  node.kind === "scope" &&
  node.commit.kind === "undo" &&
  node.commit.register === "after" &&
  nodeOf(node.step).kind === "perform"
