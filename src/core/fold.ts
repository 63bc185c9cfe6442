/**
 * The fold out of the free category: the one recursion over steps.
 *
 * Iterative, so that a chain of a million steps, nested to the left or to the right, does not overflow the stack. A sequence
 * is handed over as the flat list of its parts: composition is associative by construction.
 * @module
 */
import type { Node } from "./node.ts"
import { childrenOf } from "./children.ts"
import { nodeOf } from "./node.ts"
import { childPlaces, type Place, root } from "./place.ts"
import type { AnyStep } from "./step.ts"

/** Gives a meaning to one node, from the meanings of its children (for a sequence: of all its parts, in order). */
export type Meaning<T> = (node: Node, children: ReadonlyArray<T>, place: Place) => T

/**
 * Gives a meaning to a whole term, from the leaves up; what stands before another in the term gets its meaning first.
 *
 * Laws: `fold(f >>> g)` and `fold((f >>> g) >>> h)`, `fold(f >>> (g >>> h))` see the same list of parts.
 */
export const fold = <T>(step: AnyStep, meaning: Meaning<T>, from: Place = root): T =>
  foldWithin(step, meaning, childPlaces, from)

/** Hands a context down to the children of a node; `undefined` when all of them stand in that of the node. */
export type Inherit<C> = (
  node: Node,
  context: C,
  children: ReadonlyArray<AnyStep>
) => ReadonlyArray<C> | undefined

/** As {@link fold}, handing down a context other than the place: an attribute grammar, inherited and synthesised. */
export const foldWithin = <T, C>(
  step: AnyStep,
  meaning: (node: Node, children: ReadonlyArray<T>, context: C) => T,
  inherit: Inherit<C>,
  from: C
): T => {
  const result: Array<T> = []
  const pending: Array<Task<T, C>> = [{ step, context: from, into: result, index: 0 }]
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    const { context } = task
    if (task.built !== undefined) {
      task.into[task.index] = meaning(nodeOf(task.step), task.built, context)
      continue
    }
    const node = nodeOf(task.step)
    if (isLeaf(node)) {
      task.into[task.index] = meaning(node, none, context)
      continue
    }
    const children = childrenOf(node)
    const contexts = inherit(node, context, children)
    const contextOf = (index: number): C => contexts?.[index] ?? context
    // Leaves get their meaning at once, as long as none is overtaken by it: long chains are made of them.
    const built: Array<T> = []
    for (const child of children) {
      const leaf = nodeOf(child)
      if (!isLeaf(leaf)) break
      built.push(meaning(leaf, none, contextOf(built.length)))
    }
    pending.push({ ...task, built })
    // Last child first, so that the first one is on top of the stack.
    for (let index = children.length - 1, done = built.length; index >= done; index--)
      pending.push({ step: children[index] as AnyStep, context: contextOf(index), into: built, index })
  }
  return result[0] as T
}

const none: ReadonlyArray<never> = []

const isLeaf = (node: Node): boolean =>
  node.kind === "pure" || node.kind === "perform" || node.kind === "fail"

/** Visits a step; once its children are `built`, gives it its meaning. */
interface Task<T, C> {
  readonly step: AnyStep
  readonly context: C
  /** Where the meaning goes. */
  readonly into: Array<T>
  readonly index: number
  readonly built?: Array<T> | undefined
}
