/**
 * Where a step stands: what decides whether a law may be applied there.
 * @module
 */
import { fold, type Inherit } from "../core/fold.ts"
import type { Node } from "../core/node.ts"
import { isPivot } from "../core/operation.ts"
import { childPlaces, type Place, root } from "../core/place.ts"
import type { AnyStep } from "../core/step.ts"

/** What is known of the surroundings of a step; what is not known counts as the worst. */
export interface Context {
  readonly place: Place
  /** A failure here goes straight to a saga, which has passed no point of no return and undoes everything that was done in it. */
  readonly inSaga: boolean
  /** A run may go on when it has failed or was stopped. */
  readonly handled: boolean
  /** Nothing stands beside it that could stop it half-way. */
  readonly alone: boolean
  /** Its first and last names are part of the id of an undo. */
  readonly namesUndo: boolean
  /** It is all that is sealed: whether it is a single call makes a difference to when it can be stopped. */
  readonly sealed: boolean
}

/** A step that may come to stand anywhere. */
export const anywhere: Context = {
  place: root,
  inSaga: false,
  handled: false,
  alone: false,
  namesUndo: false,
  sealed: false
}

/** A step that is the whole of a run, which is a saga. */
export const wholeRun: Context = { ...anywhere, inSaga: true, alone: true }

/** Where the children of the nodes of a term stand. */
export const inheritIn = (step: AnyStep): Inherit<Context> => {
  const deciding = decidingIn(step)
  return (node, context, children) => {
    const inner = context.sealed ? { ...context, sealed: false } : context
    const decision = children.findIndex((child) => deciding.has(child))
    if (node.kind !== "sequence") return insideOf(node, inner, children, decision >= 0)
    if (decision < 0) return children.map(() => inner)
    const after = { ...inner, inSaga: false }
    return children.map((_, index) => (index <= decision ? inner : after))
  }
}

const insideOf = (
  node: Node,
  context: Context,
  children: ReadonlyArray<AnyStep>,
  decides: boolean
): ReadonlyArray<Context> => {
  const places = childPlaces(node, context.place, children)
  const at = (index: number): Place => places?.[index] ?? context.place
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
    case "sequence":
    case "carry":
    case "choice":
      return children.map(() => context)
    case "label":
      return [{ ...context, place: at(0), namesUndo: false }]
    case "attempt":
    case "retry":
      return [{ ...context, inSaga: false, handled: true }]
    case "iterate":
      return [{ ...context, inSaga: context.inSaga && !decides }]
    case "forEach":
      return [
        {
          ...context,
          inSaga: false,
          handled: context.handled || node.until !== undefined,
          alone: context.alone && node.concurrency === 1 && node.until === undefined
        }
      ]
    case "parallel": {
      const contest = node.join.kind === "race" || node.join.kind === "quorum"
      const beside = { ...context, inSaga: false, handled: context.handled || contest, alone: false }
      return children.map(() => beside)
    }
    case "scope": {
      const inside = { ...context, inSaga: true, sealed: node.commit.kind === "seal" }
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

/** The steps behind which a saga may have passed a point of no return, also one in a workflow that was called. */
const decidingIn = (step: AnyStep): ReadonlySet<AnyStep> => {
  const deciding = new Set<AnyStep>()
  fold<boolean>(step, (node, children) => {
    const decides = decidesBy(node, children)
    // A node is a step that has forgotten its types.
    if (decides) deciding.add(node as unknown as AnyStep)
    return decides
  })
  return deciding
}

const decidesBy = (node: Node, [child = false, ...others]: ReadonlyArray<boolean>): boolean => {
  if (node.kind === "perform")
    return (
      node.request.kind === "call" ||
      (node.request.kind === "operation" && isPivot(node.request.operation.effect))
    )
  // What an undo or a release does is done on another way.
  if (node.kind === "scope") return child || node.commit.kind === "seal"
  if (node.kind === "bracket") return child || others[0] === true
  return child || others.includes(true)
}
