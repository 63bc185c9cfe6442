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
 * Gives a meaning to a whole term, from the leaves up.
 *
 * Laws: `fold(f >>> g)` and `fold((f >>> g) >>> h)`, `fold(f >>> (g >>> h))` see the same list of parts.
 */
export const fold = <T>(step: AnyStep, meaning: Meaning<T>, from: Place = root): T => {
  const result: Array<T> = []
  const pending: Array<Task<T>> = [{ step, place: from, into: result, index: 0 }]
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    if (task.built !== undefined) {
      task.into[task.index] = meaning(nodeOf(task.step), task.built, task.place)
      continue
    }
    const node = nodeOf(task.step)
    const children = childrenOf(node)
    const places = childPlaces(node, task.place, children)
    const placeOf = (index: number): Place => places?.[index] ?? task.place
    // Leaves get their meaning at once: long chains are made of them.
    const built = children.map((child, index) => {
      const leaf = nodeOf(child)
      return isLeaf(leaf) ? meaning(leaf, none, placeOf(index)) : (undefined as T)
    })
    pending.push({ ...task, built })
    // Last child first, so that the first one is on top of the stack.
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index] as AnyStep
      if (!isLeaf(nodeOf(child))) pending.push({ step: child, place: placeOf(index), into: built, index })
    }
  }
  return result[0] as T
}

const none: ReadonlyArray<never> = []

const isLeaf = (node: Node): boolean =>
  node.kind === "pure" || node.kind === "perform" || node.kind === "fail"

/** Visits a step; once its children are `built`, gives it its meaning. */
interface Task<T> {
  readonly step: AnyStep
  readonly place: Place
  /** Where the meaning goes. */
  readonly into: Array<T>
  readonly index: number
  readonly built?: Array<T> | undefined
}
