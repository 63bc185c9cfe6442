/**
 * Signatures: named groups of operations that an implementation provides together.
 *
 * A signature is the set of generators over which steps form the free category; an implementation is a functor out of it.
 * @module
 */
import { type CodecLike, from, type TypeOf } from "./codec.ts"
import { stepOf } from "./node.ts"
import type { Delivery, Effect, Footprint, Operation, OperationDefinition } from "./operation.ts"

/** How an operation is declared. */
export interface OperationSpec {
  readonly input: CodecLike
  readonly output: CodecLike
  /** The typed errors; leave it out when the operation cannot fail. Errors are objects with a `_tag`. */
  readonly error?: CodecLike
  /** What it does to the world: `readonly`, `undoable`, `irreversible`, or `undo` of another operation. */
  readonly effect: Effect
  /** What the implementation promises about repeated delivery; `atLeastOnce` when left out. */
  readonly delivery?: Delivery
  /** The resources it reads and writes, if you want independent operations to be recognised. */
  readonly footprint?: Footprint
}

/** The operations of a signature, by name. */
export type OperationSpecs = Readonly<Record<string, OperationSpec>>

/** A signature: its operations as steps, and its description under `~signature`. */
export type Signature<N extends string, O extends OperationSpecs> = {
  // Written out, because the compiler would show the name of an alias and the codecs in place of the types.
  readonly [K in keyof O & string]: Operation<
    TypeOf<O[K]["input"]>,
    TypeOf<O[K]["output"]>,
    DeclaredError<O[K]>,
    N,
    IrreversibleName<N, K, O[K]["effect"]>
  >
} & { readonly "~signature": SignatureDescription<N> }

/** The error type that a spec declares; `never` without one. */
export type DeclaredError<S extends OperationSpec> = S extends { readonly error: infer C } ? TypeOf<C> : never

/** A signature as data. */
export interface SignatureDescription<out N extends string> {
  readonly name: N
  readonly operations: ReadonlyMap<string, OperationDefinition>
}

type IrreversibleName<N extends string, K extends string, F extends Effect> = F extends "readonly"
  ? never
  : F extends "undoable"
    ? `${N}.${K} (no undo)`
    : `${N}.${K}`

/** The rules for a spec that its field types cannot say. */
export type SpecRules<O> = {
  readonly [K in keyof O]: O[K] extends { readonly effect: "undo"; readonly error: unknown }
    ? UndoCannotFail
    : unknown
}

/** An operation that undoes others declares an error. */
export interface UndoCannotFail {
  readonly "an undo must not fail: drop `error`; one that throws is reported as stuck, with what is still owed": never
}

/**
 * Declares a signature.
 *
 * Errors: throws `codec/unknown` when a codec is not one.
 * @example
 * const Payments = Signature.make("Payments", {
 *   charge: { input: t.number, output: t.string, effect: "undoable", delivery: "idempotent" },
 *   refund: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
 * })
 * Payments.charge.request.operation.name // => "charge"
 */
export const make = <const N extends string, const O extends OperationSpecs>(
  name: N,
  operations: O & SpecRules<O>
): Signature<N, O> => {
  const definitions = new Map<string, OperationDefinition>()
  const steps: Record<string, unknown> = {}
  for (const [key, spec] of Object.entries<OperationSpec>(operations)) {
    const operation = define(name, key, spec)
    definitions.set(key, operation)
    steps[key] = stepOf({ kind: "perform", request: Object.freeze({ kind: "operation", operation }) })
  }
  const description: SignatureDescription<N> = Object.freeze({ name, operations: definitions })
  return Object.freeze(Object.assign(steps, { "~signature": description })) as unknown as Signature<N, O>
}

const define = (service: string, name: string, spec: OperationSpec): OperationDefinition =>
  Object.freeze({
    service,
    name,
    input: from(spec.input),
    output: from(spec.output),
    error: spec.error === undefined ? undefined : from(spec.error),
    effect: spec.effect,
    delivery: spec.delivery ?? "atLeastOnce",
    footprint: spec.footprint
  })
