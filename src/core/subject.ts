/**
 * What a step is about, in one name: for ids that have to refer to a whole step.
 * @module
 */
import { childrenOf } from "./children.ts"
import { type Node, nodeOf } from "./node.ts"
import { requestName } from "./request-name.ts"
import type { AnyStep } from "./step.ts"

/**
 * Names a step by the first and the last thing in it that has a name, an operation or a label: `Payments.charge`,
 * `Stock.take..Stock.pack`. Empty when nothing in it has one.
 *
 * Laws: steps that are equal up to association, pure steps, retries and scopes have the same subject.
 */
export const subjectOf = (step: AnyStep): string => {
  const first = named(step, "first")
  if (first === undefined) return ""
  const last = named(step, "last")
  return last === first || last === undefined ? first : `${first}..${last}`
}

/** Walks the tree depth first, from the front or from the back. */
const named = (step: AnyStep, end: "first" | "last"): string | undefined => {
  const pending: Array<AnyStep> = [step]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(next)
    if (node.kind === "perform") return requestName(node.request)
    if (node.kind === "label") return node.name
    const children = doing(node)
    // What is pushed last is visited first.
    for (let index = 0; index < children.length; index++)
      pending.push(children[end === "last" ? index : children.length - 1 - index] as AnyStep)
  }
  return undefined
}

/** The children that belong to what the step does; undos and releases do not. */
const doing = (node: Node): ReadonlyArray<AnyStep> => {
  if (node.kind === "scope") return [node.step]
  if (node.kind === "bracket") return [node.acquire, node.use]
  return childrenOf(node)
}
