/**
 * The children of nodes.
 * @module
 */
import { type Branch, type Node, nodeOf, stepOf } from "./node.ts"
import type { AnyStep } from "./step.ts"

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

/** The node with other children, in the order of {@link childrenOf}; those of a sequence are composed from the left. */
export const withChildren = (node: Node, children: ReadonlyArray<AnyStep>): Node => {
  const at = (index: number): AnyStep => children[index] as AnyStep
  const named = (branches: ReadonlyArray<Branch>): ReadonlyArray<Branch> =>
    branches.map(({ name }, index) => ({ name, step: at(index) }))
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
      return node
    case "sequence":
      return nodeOf(children.reduce((first, second) => stepOf({ kind: "sequence", first, second })))
    case "choice":
      return { ...node, arms: named(node.arms) }
    case "parallel":
      return { ...node, branches: named(node.branches) }
    case "scope":
      return {
        ...node,
        step: at(0),
        commit: node.commit.kind === "undo" ? { ...node.commit, undo: at(1) } : node.commit
      }
    case "bracket":
      return { ...node, acquire: at(0), use: at(1), release: at(2) }
    case "carry":
    case "forEach":
    case "iterate":
    case "attempt":
    case "retry":
    case "label":
      return { ...node, step: at(0) }
  }
}
