/**
 * Everything that can go wrong with the calls of a workflow.
 * @module
 */
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Fault } from "../fault.ts"
import { examplesOf } from "./example-values.ts"
import { distinct, type OperationsIn, operationsIn } from "./operations-in.ts"

/**
 * Every fault of the operations that a step calls: each typed error, an exception, a lost answer and a repeated delivery.
 *
 * Typed errors are made from io-ts codecs, one for each alternative; the errors of other codecs cannot be made up, give them
 * with `Fault.fails`. Undos only lose their answers and come twice. A workflow that the step calls has faults of its own: those
 * of its `body`.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Card = Signature.make("Card", {
 *   charge: { input: t.number, output: t.string, error: t.type({ _tag: t.literal("Declined") }), effect: "irreversible" }
 * })
 * Fault.every(Card.charge).length // => 4
 */
export const every = (step: AnyStep): ReadonlyArray<Fault> => faultsOf(operationsIn(step))

/** Every fault of these operations. */
export const faultsOf = ({ forward, undos }: OperationsIn): ReadonlyArray<Fault> => [
  ...forward.flatMap((operation) => [...errorsOf(operation), ...exceptionOf(operation, "doing")]),
  ...distinct([...forward, ...undos]).flatMap(deliveriesOf)
]

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
