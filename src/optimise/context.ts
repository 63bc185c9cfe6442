/**
 * Where a step stands: what decides whether a law may be applied there.
 * @module
 */
import type { Node } from "../core/node.ts"
import { childPlaces, type Place, root } from "../core/place.ts"
import type { AnyStep } from "../core/step.ts"

/** What is known of the surroundings of a step; what is not known counts as the worst. */
export interface Context {
  readonly place: Place
  /** A failure here goes straight to a saga, which undoes everything that was done in it. */
  readonly inSaga: boolean
  /** Nothing stands beside it that could stop it half-way. */
  readonly alone: boolean
  /** Its first and last names are part of the id of an undo. */
  readonly namesUndo: boolean
}

/** A step that may come to stand anywhere. */
export const anywhere: Context = { place: root, inSaga: false, alone: false, namesUndo: false }

/** A step that is the whole of a run, which is a saga. */
export const wholeRun: Context = { ...anywhere, inSaga: true, alone: true }

/** Where the children of a node stand. */
export const inherit = (
  node: Node,
  context: Context,
  children: ReadonlyArray<AnyStep>
): ReadonlyArray<Context> | undefined => {
  const places = childPlaces(node, context.place, children)
  const at = (index: number): Place => places?.[index] ?? context.place
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
    case "sequence":
    case "carry":
    case "choice":
    case "iterate":
      return undefined
    case "label":
      return [{ ...context, place: at(0), namesUndo: false }]
    case "attempt":
    case "retry":
      return [{ ...context, inSaga: false }]
    case "forEach":
      return [
        {
          ...context,
          inSaga: false,
          alone: context.alone && node.concurrency === 1 && node.until === undefined
        }
      ]
    case "parallel": {
      const beside = { ...context, inSaga: false, alone: false }
      return children.map(() => beside)
    }
    case "scope": {
      const inside = { ...context, inSaga: true }
      if (node.commit.kind !== "undo") return [inside]
      return [
        { ...inside, namesUndo: true },
        { ...anywhere, place: at(1) }
      ]
    }
    case "bracket": {
      const inside = { ...context, inSaga: false }
      return [inside, inside, { ...anywhere, place: at(2) }]
    }
  }
}
