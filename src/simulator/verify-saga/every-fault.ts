/**
 * Everything that can go wrong with the calls of a workflow.
 * @module
 */
import { fold } from "../../core/fold.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Fault } from "../fault.ts"
import { examplesOf } from "./example-values.ts"

/** Operations of a step, by what they are for. */
export interface OperationsIn {
  readonly forward: ReadonlyArray<OperationDefinition>
  /** Those that undos call. */
  readonly undos: ReadonlyArray<OperationDefinition>
}

/** The operations that a step may call. */
export const operationsIn = (step: AnyStep): OperationsIn => {
  const all = fold<OperationsIn>(step, (node, children) => {
    if (node.kind === "perform")
      return node.request.kind === "operation" ? { forward: [node.request.operation], undos: [] } : none
    const undoing = node.kind === "scope" && node.commit.kind === "undo" ? children[1] : undefined
    const doing = undoing === undefined ? children : children.slice(0, 1)
    return {
      forward: doing.flatMap(({ forward }) => forward),
      undos: [...children.flatMap(({ undos }) => undos), ...(undoing?.forward ?? [])]
    }
  })
  return { forward: distinct(all.forward), undos: distinct(all.undos) }
}

const none: OperationsIn = { forward: [], undos: [] }

const distinct = (operations: ReadonlyArray<OperationDefinition>): ReadonlyArray<OperationDefinition> => [
  ...new Map(operations.map((operation) => [operationName(operation), operation])).values()
]

/**
 * Every fault of the operations that a step calls: each typed error, an exception, a lost answer and a repeated delivery.
 *
 * Typed errors are made from io-ts codecs, one for each alternative; the errors of other codecs cannot be made up, give them
 * with `Fault.fails`. Undos only lose their answers and come twice.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Card = Signature.make("Card", {
 *   charge: { input: t.number, output: t.string, error: t.type({ _tag: t.literal("Declined") }), effect: "irreversible" }
 * })
 * Fault.every(Card.charge).length // => 4
 */
export const every = (step: AnyStep): ReadonlyArray<Fault> => {
  const { forward, undos } = operationsIn(step)
  return [
    ...forward.flatMap((operation) => [...errorsOf(operation), ...exceptionOf(operation, "doing")]),
    ...distinct([...forward, ...undos]).flatMap(deliveriesOf)
  ]
}

/** The typed errors of an operation. */
export const errorsOf = (operation: OperationDefinition): ReadonlyArray<Fault> =>
  operation.error === undefined
    ? []
    : examplesOf(operation.error).map((error) => ({
        operation: operationName(operation),
        what: { kind: "fails", error }
      }))

/** The exception that an operation may throw when it does something, or when it undoes something. */
export const exceptionOf = (
  operation: OperationDefinition,
  when: "doing" | "undoing"
): ReadonlyArray<Fault> => [
  {
    operation: operationName(operation),
    when,
    what: { kind: "throws", message: `${operationName(operation)} threw` }
  }
]

const deliveriesOf = (operation: OperationDefinition): ReadonlyArray<Fault> =>
  operation.effect === "readonly"
    ? []
    : [
        { operation: operationName(operation), what: { kind: "loses its answer" } },
        { operation: operationName(operation), what: { kind: "comes twice" } }
      ]
