/**
 * Whether two steps are the same as data.
 * @module
 */
import { childrenOf } from "../core/children.ts"
import { type Node, nodeOf } from "../core/node.ts"
import type { AnyStep } from "../core/step.ts"

/** Tells that two steps are made alike, of the same operations and the very same functions. */
export const sameStep = (one: AnyStep, other: AnyStep): boolean => {
  const pending: Array<readonly [AnyStep, AnyStep]> = [[one, other]]
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [left, right] = pair
    if (left === right) continue
    const [children, others] = [childrenOf(nodeOf(left)), childrenOf(nodeOf(right))]
    if (children.length !== others.length || !alike(withoutSteps(nodeOf(left)), withoutSteps(nodeOf(right))))
      return false
    for (const [index, child] of children.entries()) pending.push([child, others[index] as AnyStep])
  }
  return true
}

/** What a node is besides its children. */
const withoutSteps = (node: Node): unknown => {
  switch (node.kind) {
    case "sequence":
      return node.kind
    case "choice":
      return [node.kind, node.tag, node.arms.map(({ name }) => name)]
    case "parallel":
      return [node.kind, node.branches.map(({ name }) => name), node.join]
    case "scope":
      return [node.kind, node.commit.kind === "undo" ? { ...node.commit, undo: undefined } : node.commit]
    case "bracket":
      return node.kind
    case "carry":
    case "forEach":
    case "iterate":
    case "attempt":
    case "retry":
    case "label":
      return { ...node, step: undefined }
    case "pure":
    case "perform":
    case "fail":
      return { ...node }
  }
}

/** Plain data compared part by part; functions, codecs and other handles by what they are. */
const alike = (one: unknown, other: unknown): boolean => {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((part, index) => alike(part, other[index]))
  if (!isPlain(one) || !isPlain(other)) return false
  const [names, others] = [Object.keys(one), Object.keys(other)]
  return (
    names.length === others.length && names.every((name) => name in other && alike(one[name], other[name]))
  )
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
