/**
 * The fold out of the free category: the one recursion over steps.
 *
 * Iterative, so that a chain of a million steps, nested to the left or to the right, does not overflow the stack. A sequence
 * is handed over as the flat list of its parts: composition is associative by construction.
 * @module
 */
import type { Node } from "./node.ts"
import { nodeOf } from "./node.ts"
import { childPlaces, type Place, root } from "./place.ts"
import type { AnyStep } from "./step.ts"

/** Gives a meaning to one node, from the meanings of its children (for a sequence: of all its parts, in order). */
export type Meaning<T> = (node: Node, children: ReadonlyArray<T>, place: Place) => T

/**
 * Gives a meaning to a whole term, from the leaves up.
 *
 * Laws: `fold(f >>> g)` and `fold((f >>> g) >>> h)`, `fold(f >>> (g >>> h))` see the same list of parts.
 */
export const fold = <T>(step: AnyStep, meaning: Meaning<T>, from: Place = root): T => {
  const pending: Array<Visit | Build> = [{ step, place: from }]
  const done: Array<T> = []
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    if ("children" in task) {
      const children = done.splice(done.length - task.children, task.children)
      done.push(meaning(task.node, children, task.place))
      continue
    }
    const node = nodeOf(task.step)
    const children = childrenOf(node)
    if (children.length === 0) {
      done.push(meaning(node, [], task.place))
      continue
    }
    const places = childPlaces(node, task.place, children)
    pending.push({ node, children: children.length, place: task.place })
    // Last child first, so that the first one is on top of the stack.
    for (let index = children.length - 1; index >= 0; index--)
      pending.push({ step: children[index] as AnyStep, place: places?.[index] ?? task.place })
  }
  return done[0] as T
}

interface Visit {
  readonly step: AnyStep
  readonly place: Place
}

interface Build {
  readonly node: Node
  readonly children: number
  readonly place: Place
}

/** The children of a node, in a fixed order; the flat parts for a sequence. */
export const childrenOf = (node: Node): ReadonlyArray<AnyStep> => {
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
      return []
    case "sequence":
      return partsOf(node.first, node.second)
    case "choice":
      return node.arms.map((arm) => arm.step)
    case "parallel":
      return node.branches.map((branch) => branch.step)
    case "scope":
      return node.commit.kind === "undo" ? [node.step, node.commit.undo] : [node.step]
    case "bracket":
      return [node.acquire, node.use, node.release]
    case "carry":
    case "forEach":
    case "iterate":
    case "attempt":
    case "retry":
    case "label":
      return [node.step]
  }
}

const partsOf = (first: AnyStep, second: AnyStep): ReadonlyArray<AnyStep> => {
  const parts: Array<AnyStep> = []
  const pending: Array<AnyStep> = [second, first]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const node = nodeOf(step)
    if (node.kind === "sequence") pending.push(node.second, node.first)
    else parts.push(step)
  }
  return parts
}
