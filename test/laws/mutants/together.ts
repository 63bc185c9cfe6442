/**
 * Mutants of parallel work, races, items, time and events.
 */
import type { AnyStep, nodeOf, ParallelNode } from "lawful"
import type { Mutants } from "./mutant.ts"
import { isPure, never, pure, rewriting, sequence, step } from "./rewrite.ts"

const needsAll = (node: ReturnType<typeof nodeOf>): node is ParallelNode =>
  node.kind === "parallel" && (node.join.kind === "tuple" || node.join.kind === "record")

/** The branches one after the other, in this order of indices. */
const inOrder = (node: ParallelNode, order: ReadonlyArray<number>): AnyStep => {
  let chain: AnyStep = pure((input) => ({ input, outputs: {} }))
  for (const index of order) {
    const branch = node.branches[index] as ParallelNode["branches"][number]
    chain = sequence(
      chain,
      step({
        kind: "carry",
        select: ({ input }: State) => input,
        step: branch.step,
        merge: ({ input, outputs }: State, output: unknown) => ({
          input,
          outputs: { ...outputs, [branch.name]: output }
        })
      })
    )
  }
  return sequence(
    chain,
    pure(({ outputs }: State) =>
      node.join.kind === "tuple"
        ? node.branches.map(({ name }) => outputs[name])
        : Object.fromEntries(node.branches.map(({ name }) => [name, outputs[name]]))
    )
  )
}

type State = { readonly input: unknown; readonly outputs: Readonly<Record<string, unknown>> }

export const togetherMutants: Mutants = {
  "mixes up the outputs of branches": rewriting((node, whole) =>
    node.kind === "parallel" && node.join.kind === "tuple"
      ? sequence(
          whole,
          pure((outputs: ReadonlyArray<unknown>) => [...outputs].reverse())
        )
      : undefined
  ),
  "runs branches in order": rewriting((node) =>
    needsAll(node)
      ? inOrder(
          node,
          node.branches.map((_, index) => index)
        )
      : undefined
  ),
  "runs branches in reversed order": rewriting((node) =>
    needsAll(node) ? inOrder(node, node.branches.map((_, index) => index).reverse()) : undefined
  ),
  "waits forever for a branch that does nothing": rewriting((node) =>
    needsAll(node)
      ? step({
          ...node,
          branches: node.branches.map((branch) => (isPure(branch.step) ? { ...branch, step: never } : branch))
        })
      : undefined
  ),
  "waits forever without branches": rewriting((node) =>
    node.kind === "parallel" && node.branches.length === 0 ? never : undefined
  ),
  "does not stop siblings": rewriting((node) =>
    needsAll(node)
      ? sequence(
          step({
            ...node,
            branches: node.branches.map((branch) => ({
              ...branch,
              step: step({ kind: "attempt", step: branch.step })
            }))
          }),
          firstLeft(node)
        )
      : undefined
  ),
  "lets the first branch win": rewriting((node) => {
    if (node.kind !== "parallel" || node.join.kind !== "race") return undefined
    const [first] = node.branches
    return first === undefined
      ? undefined
      : sequence(
          first.step,
          pure((value) => ({ _tag: first.name, value }))
        )
  }),
  "prefers the last of tied branches": rewriting((node) =>
    node.kind === "parallel" && node.join.kind === "race"
      ? step({ ...node, branches: [...node.branches].reverse() })
      : undefined
  ),
  "goes on racing after a failure": rewriting((node) =>
    node.kind === "parallel" && node.join.kind === "race"
      ? sequence(
          step({ ...node, join: { kind: "quorum", need: 1, tolerate: node.branches.length - 1 } }),
          pure((outputs: object) => {
            const [won] = Object.entries(outputs)
            return { _tag: won?.[0], value: won?.[1] as unknown }
          })
        )
      : undefined
  ),
  "needs one branch less": rewriting((node) =>
    node.kind === "parallel" && node.join.kind === "quorum"
      ? step({ ...node, join: { ...node.join, need: Math.max(1, node.join.need - 1) } })
      : undefined
  ),
  "tolerates no failure": rewriting((node) =>
    node.kind === "parallel" && node.join.kind === "quorum"
      ? step({ ...node, join: { ...node.join, tolerate: 0 } })
      : undefined
  ),
  "drops the last item": rewriting((node, whole) =>
    node.kind === "forEach"
      ? sequence(
          pure((list: ReadonlyArray<unknown>) => list.slice(0, -1)),
          whole
        )
      : undefined
  ),
  "drops the last item when there is a bound": rewriting((node, whole) =>
    node.kind === "forEach" && node.concurrency < Infinity
      ? sequence(
          pure((list: ReadonlyArray<unknown>) => list.slice(0, -1)),
          whole
        )
      : undefined
  ),
  "gives outputs in another order": rewriting((node, whole) =>
    node.kind === "forEach"
      ? sequence(
          whole,
          pure((list: ReadonlyArray<unknown>) => list.slice(1).concat(list.slice(0, 1)))
        )
      : undefined
  ),
  "ignores the bound on items": rewriting((node) =>
    node.kind === "forEach" ? step({ ...node, concurrency: Infinity }) : undefined
  ),
  "chokes on an empty list": rewriting((node, whole) =>
    node.kind === "forEach"
      ? sequence(
          pure((list: ReadonlyArray<unknown>) => (list.length === 0 ? undefined : list)),
          whole
        )
      : undefined
  ),
  "sleeps too long": timer((time) => time + 1),
  "wakes at once from an endless sleep": timer((time) => (time === Infinity ? 0 : time)),
  "takes an instant for a delay": rewriting((node) =>
    node.kind === "perform" && node.request.kind === "timer"
      ? step({ kind: "perform", request: { ...node.request, mode: "for" } })
      : undefined
  ),
  "shows queued events to all": mode("queue", "broadcast"),
  "consumes broadcast events": mode("broadcast", "queue"),
  "loses queued events": mode("queue", "transient"),
  "keeps transient events": mode("transient", "broadcast"),
  "consumes transient events": mode("transient", "queue"),
  "ignores the key of an event": rewriting((node) =>
    node.kind === "perform" && (node.request.kind === "receive" || node.request.kind === "emit")
      ? step({ kind: "perform", request: { ...node.request, key: () => "" } })
      : undefined
  ),
  "waits for a detached workflow": calls("await"),
  "does not wait for a called workflow": calls("detach")
}

function timer(change: (time: number) => number) {
  return rewriting((node) =>
    node.kind === "perform" && node.request.kind === "timer" && typeof node.request.time === "number"
      ? step({ kind: "perform", request: { ...node.request, time: change(node.request.time) } })
      : undefined
  )
}

function mode(from: "queue" | "broadcast" | "transient", to: "queue" | "broadcast" | "transient") {
  return rewriting((node) =>
    node.kind === "perform" &&
    (node.request.kind === "receive" || node.request.kind === "emit") &&
    node.request.event.mode === from
      ? step({ kind: "perform", request: { ...node.request, event: { ...node.request.event, mode: to } } })
      : undefined
  )
}

function calls(to: "await" | "detach") {
  return rewriting((node) =>
    node.kind === "perform" && node.request.kind === "call"
      ? step({ kind: "perform", request: { ...node.request, mode: to } })
      : undefined
  )
}

/** Fails with the error of the first branch that failed, by position. */
const firstLeft = (node: ParallelNode): AnyStep =>
  sequence(
    pure((outputs: Readonly<Record<string, Tried>>) => {
      const failed = node.branches.map(({ name }) => outputs[name]).find((tried) => tried?._tag === "Left")
      if (failed !== undefined) return failed
      const entries = node.branches.map(({ name }) => [name, outputs[name]?.right] as const)
      return {
        _tag: "Right",
        right: node.join.kind === "tuple" ? entries.map(([, right]) => right) : Object.fromEntries(entries)
      }
    }),
    step({
      kind: "choice",
      tag: "_tag",
      arms: [
        {
          name: "Left",
          step: sequence(
            pure(({ left }: Tried) => left),
            step({ kind: "fail" })
          )
        },
        { name: "Right", step: pure(({ right }: Tried) => right) }
      ]
    })
  )

type Tried = { readonly _tag: "Left" | "Right"; readonly left?: unknown; readonly right?: unknown }
