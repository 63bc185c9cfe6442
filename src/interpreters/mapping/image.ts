/**
 * Images: the steps that stand for operations, each made into one thing that happens or does not.
 *
 * An operation succeeds, or has done nothing; a step of several operations can stop between them. So what an image owes is
 * undone before its failure leaves it, and what it owes on success is the business of whoever undoes or seals the operation.
 * The reasons are in docs/explanation/decisions/images-of-operations.md.
 * @module
 */
import { childrenOf, withChildren } from "../../core/children.ts"
import { fold } from "../../core/fold.ts"
import { type Node, nodeOf, type Request, stepOf } from "../../core/node.ts"
import { type Effect, isPivot, type OperationDefinition, operationName } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"

/** What stands for an operation. */
export interface Image {
  readonly of: OperationDefinition
  /** As it was given. */
  readonly step: AnyStep
  /** As one thing: what it did is undone when it fails. Ids in it begin with the name of the operation. */
  readonly whole: AnyStep
  /** The same where the operation is a point of no return by itself, under `Saga.pivot`. */
  readonly pivot: AnyStep
  /** The same where the operation was declared to change nothing, by `Saga.readonly`. */
  readonly harmless: AnyStep
}

/** Makes the image of an operation. An operation that stands for itself stays as it is, or mapping to itself would rename it. */
export const imageOf = (of: OperationDefinition, step: AnyStep): Image | undefined => {
  const node = nodeOf(step)
  if (node.kind === "perform" && node.request.kind === "operation" && node.request.operation === of)
    return undefined
  const named = (image: AnyStep): AnyStep => stepOf({ kind: "label", name: operationName(of), step: image })
  return {
    of,
    step,
    whole: named(asOne(of.effect, step)),
    pivot: named(pivots(step)),
    harmless: named(withoutEffects(step))
  }
}

/** What the effect of an operation says of all of its image. One operation is one thing already. */
const asOne = (effect: Effect, step: AnyStep): AnyStep => {
  const node = nodeOf(step)
  if (effect === "readonly") return step
  if (effect === "undoable") return node.kind === "perform" ? step : scope(step, "keep")
  return node.kind === "perform" && isPivot(effectOf(node.request)) ? step : scope(pivots(step), "seal")
}

/** The step with other children; the same step when they are the same. */
export const rebuilt = (node: Node, children: ReadonlyArray<AnyStep>): AnyStep => {
  const before = childrenOf(node)
  return children.every((child, index) => child === before[index])
    ? // Nodes are steps, seen as data.
      (node as unknown as AnyStep)
    : stepOf(withChildren(node, children))
}

const scope = (step: AnyStep, kind: "keep" | "seal"): AnyStep =>
  stepOf({ kind: "scope", step, commit: { kind } })

/** Makes each write without an undo a point of no return: a cancellation waits for its answer, and comes too late then. */
const pivots = (step: AnyStep): AnyStep =>
  fold<AnyStep>(step, (node, children) => {
    if (node.kind === "scope" && node.commit.kind !== "keep") return rebuilt(node, childrenOf(node))
    const bare = node.kind === "perform" && effectOf(node.request) === "undoable"
    return bare ? scope(rebuilt(node, children), "seal") : rebuilt(node, children)
  })

/** Does with all of a step what `Saga.readonly` does with an operation: it owes nothing and is no point of no return. */
const withoutEffects = (step: AnyStep): AnyStep =>
  fold<AnyStep>(step, (node, children) => {
    if (node.kind === "perform") return stepOf({ kind: "perform", request: readonly(node.request) })
    if (node.kind === "scope") return scope(children[0] as AnyStep, "keep")
    return rebuilt(node, children)
  })

const readonly = (request: Request): Request => {
  if (request.kind === "operation")
    return { ...request, operation: { ...request.operation, effect: "readonly" } }
  return request.kind === "call" ? { ...request, effect: "readonly" } : request
}

/** What a request does to the world, as far as undoing goes. */
export const effectOf = (request: Request): Effect => {
  if (request.kind === "operation") return request.operation.effect
  return request.kind === "call" ? request.effect : "readonly"
}
