/**
 * Terms with what is known of each part, so that rules need not look twice.
 * @module
 */
import { childrenOf, withChildren } from "../core/children.ts"
import { type Node, nodeOf, same, stepOf } from "../core/node.ts"
import type { AnyStep } from "../core/step.ts"
import { type Facts, factsOf } from "./facts.ts"
import { showNode } from "./show-node.ts"

/** A step, its parts, and what is known of it. */
export interface Known {
  readonly step: AnyStep
  readonly node: Node
  /** As `childrenOf` gives them: the flat parts of a sequence. */
  readonly children: ReadonlyArray<Known>
  readonly facts: Facts
  /** The step in a few words. */
  readonly text: string
}

/** A node whose children have been looked at; the step that it was, when they are what they were. */
export const known = (node: Node, children: ReadonlyArray<Known> = []): Known => {
  const old = childrenOf(node)
  const unchanged = children.length === old.length && children.every(({ step }, index) => step === old[index])
  const steps = children.map(({ step }) => step)
  // A node that is already a step is that step: `nodeOf` only forgets the type.
  const step = unchanged && "pipe" in node ? (node as AnyStep) : stepOf(withChildren(node, steps))
  return {
    step,
    node: nodeOf(step),
    children,
    facts: factsOf(
      node,
      children.map(({ facts }) => facts)
    ),
    text: showNode(
      node,
      children.map(({ text }) => text)
    )
  }
}

/** The flat parts of a step. */
export const partsOf = (step: Known): ReadonlyArray<Known> =>
  step.node.kind === "sequence" ? step.children : [step]

/** Steps one after the other, from the left. */
export const sequenceOf = (parts: ReadonlyArray<Known>): Known => {
  const [only, second] = parts
  if (only === undefined) return known({ kind: "pure", apply: same })
  if (second === undefined) return only
  return known({ kind: "sequence", first: only.step, second: second.step }, parts)
}
