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
  /** The labels around all of it: the name of the operation comes first, so ids in it begin as that of the operation. */
  readonly names: ReadonlyArray<string>
  /** As one thing, without the labels: what it did is undone when it fails. */
  readonly whole: AnyStep
  /** The same where the operation is made a point of no return, by `Saga.pivot`. */
  readonly pivot: AnyStep
  /** The same where the operation was declared to change nothing, by `Saga.readonly`. */
  readonly harmless: AnyStep
}

/** Makes the image of an operation. An operation that stands for itself stays as it is, or mapping to itself would rename it. */
export const imageOf = (of: OperationDefinition, step: AnyStep): Image | undefined => {
  const node = nodeOf(step)
  if (node.kind === "perform" && node.request.kind === "operation" && node.request.operation === of)
    return undefined
  const names = [operationName(of)]
  let core = node
  for (; core.kind === "label"; core = nodeOf(core.step)) names.push(core.name)
  return {
    of,
    step,
    names,
    whole: asOne(of.effect, core),
    pivot: core.kind === "perform" ? stepOf(core) : pivots(stepOf(core)),
    harmless: withoutEffects(stepOf(core))
  }
}

/** Puts the labels of an image around a step. */
export const named = ({ names }: Image, step: AnyStep): AnyStep =>
  names.reduceRight((inner, name) => stepOf({ kind: "label", name, step: inner }), step)

/** What the effect of an operation says of all of its image. */
const asOne = (effect: Effect, node: Node): AnyStep => {
  const step = stepOf(node)
  if (effect === "readonly") return step
  if (effect === "undoable") return isOne(node) ? step : scope(step, "keep")
  if (node.kind === "scope" && node.commit.kind === "seal") return step
  return node.kind === "perform" && isPivot(effectOf(node.request)) ? step : scope(pivots(step), "seal")
}

/** A request is one thing already, and so is a scope, unless it owes when it has failed. */
const isOne = (node: Node): boolean =>
  node.kind === "perform" ||
  (node.kind === "scope" && !(node.commit.kind === "undo" && node.commit.register === "before"))

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
