/**
 * Rewriting terms before they are interpreted: an interpreter with a bug, without a hook in the interpreter.
 */
import { childrenOf, nodeOf, type AnyStep, type Node } from "lawful"
import { withChildren } from "../../../src/core/children.ts"
import { stepOf } from "../../../src/core/node.ts"
import type { Subject } from "lawful/laws"

/** What becomes of a node whose children have been rewritten; `undefined` leaves it as it is. */
export type Rule = (node: Node, step: AnyStep) => AnyStep | undefined

/** Rewrites a term from the leaves up. */
export const rewrite = (step: AnyStep, rule: Rule): AnyStep => {
  const node = nodeOf(step)
  const inner = (child: AnyStep): AnyStep => rewrite(child, rule)
  // A sequence keeps its nesting: some mutants look at it.
  const rebuilt = stepOf<never, unknown>(
    node.kind === "sequence"
      ? { ...node, first: inner(node.first), second: inner(node.second) }
      : withChildren(node, childrenOf(node).map(inner))
  ) as AnyStep
  return rule(nodeOf(rebuilt), rebuilt) ?? rebuilt
}

/** A subject whose terms are rewritten first. */
export const rewriting =
  (rule: Rule) =>
  (subject: Subject): Subject => ({
    ...subject,
    run: (step, input, world, workflows) =>
      subject.run(rewrite(rewrite(step, rule), bounded), input, world, workflows)
  })

/** Loops of a mutant may never end: stops them after more turns than any law takes. */
const bounded: Rule = (node) => {
  if (node.kind !== "iterate") return undefined
  let turns = 0
  const counted = pure((state) => {
    if (++turns > 500) throw new RangeError("too many turns")
    return state
  })
  return stepOf({ ...node, step: sequence(counted, node.step) })
}

/** One step after the other. */
export const sequence = (first: AnyStep, second: AnyStep): AnyStep =>
  stepOf({ kind: "sequence", first, second })

/** A pure step. */
export const pure = <A>(apply: (value: A) => unknown): AnyStep => stepOf({ kind: "pure", apply })

/** A step of a node. */
export const step = (node: Node): AnyStep => stepOf(node)

/** `step` in a scope that drops its debts. */
export const sealed = (body: AnyStep): AnyStep =>
  stepOf({ kind: "scope", step: body, commit: { kind: "seal" } })

/** Tells whether nothing but pure functions is in a step. */
export const isPure = (body: AnyStep): boolean => {
  const node = nodeOf(body)
  return node.kind === "pure" || (node.kind === "sequence" && childrenOf(node).every(isPure))
}

/** Waits forever. */
export const never: AnyStep = stepOf({
  kind: "perform",
  request: { kind: "timer", mode: "for", time: Infinity }
})
