/**
 * Operations: the generators of the language, each with its codecs, its delivery guarantee and what it does to the world.
 * @module
 */
import type { AnyCodec } from "./codec.ts"
import type { OperationRequest } from "./node.ts"
import type { Step } from "./step.ts"

/**
 * What an operation does to the world.
 *
 * - `readonly`: changes nothing; owes nothing and may be abandoned.
 * - `undoable`: a write that some other operation can undo; pair them with `Saga.undoable`.
 * - `irreversible`: a write that cannot be undone; nothing that can fail may come after it.
 * - `undo`: exists to undo another operation; it must not declare an error.
 */
export type Effect = "readonly" | "undoable" | "irreversible" | "undo"

/**
 * What an implementation promises about repeated delivery.
 *
 * - `tx`: effect and acknowledgement commit in one transaction; exactly once.
 * - `idempotent`: the receiver ignores a key that it has seen; exactly once as far as anyone can observe.
 * - `atLeastOnce`: repeated until acknowledged.
 * - `atMostOnce`: never repeated; its outcome can be unknown.
 */
export type Delivery = "tx" | "idempotent" | "atLeastOnce" | "atMostOnce"

/** The resources an operation reads and writes, those of its undo included; two operations with disjoint footprints commute. */
export interface Footprint {
  readonly reads?: ReadonlyArray<string>
  readonly writes?: ReadonlyArray<string>
}

/** An operation as data. */
export interface OperationDefinition {
  readonly service: string
  readonly name: string
  readonly input: AnyCodec
  readonly output: AnyCodec
  /** `undefined` when the operation cannot fail with a typed error. */
  readonly error: AnyCodec | undefined
  readonly effect: Effect
  readonly delivery: Delivery
  readonly footprint: Footprint | undefined
}

/** An operation is a step, and can be looked at. */
export interface Operation<in A, out B, out E = never, out R = never, out X = never>
  extends Step<A, B, E, R, X> {
  readonly request: OperationRequest
}

/** The name of an operation as node ids and messages show it: `Payments.charge`. */
export const operationName = (operation: OperationDefinition): string =>
  `${operation.service}.${operation.name}`

/** Tells whether doing something is a point of no return when it is not done inside an undo. */
export const isPivot = (effect: Effect): boolean => effect === "irreversible" || effect === "undo"

/** An implementation failed with a typed error although its operation declares none. The types refuse this. */
export class UndeclaredError extends TypeError {
  override readonly name = "UndeclaredError"
  readonly code = "operation/undeclared-error"
  constructor(operation: string) {
    super(
      `${operation} failed with a typed error, but declares none. Give it \`error\` in its signature, or throw. (operation/undeclared-error)`
    )
  }
}
