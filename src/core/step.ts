/**
 * The term language: a `Step` describes work that turns an `A` into a `B`.
 *
 * Steps are the morphisms of the free distributive Freyd category with iteration on the operations of your signatures:
 * immutable data that an interpreter gives a meaning to. Nothing runs until then, so one step can be executed, simulated,
 * drawn and checked without being rewritten.
 *
 * Laws: `laws/`. Two steps are equal when every interpreter sends them to the same thing.
 * @module
 */
import type { Kind } from "./node.ts"
import type { Pipeable } from "./pipeable.ts"

/**
 * A piece of work from `A` to `B`, as a value.
 *
 * - `A`: what it needs as input.
 * - `B`: what it gives.
 * - `E`: the typed errors it can fail with; `never` when it cannot fail.
 * - `R`: the names of what it requires from outside (`"Payments"`, `"event:Paid"`, `"workflow:ship"`).
 * - `X`: the names of the irreversible operations in it. After one of them, nothing that can fail may follow;
 *   a name that ends in `(no undo)` is a write that nobody has made undoable yet.
 */
export interface Step<in A, out B, out E = never, out R = never, out X = never> extends Pipeable {
  readonly kind: Kind
  readonly "~step"?: Arrow<A, B, E, R, X> | undefined
}

/** Any step whatever its types: the top of the variance order. */
export type AnyStep = Step<never, unknown, unknown, unknown, unknown>

/** The input of a step. */
export type InputOf<S> = S extends Step<infer A, unknown, unknown, unknown, unknown> ? A : never
/** The output of a step. */
export type OutputOf<S> = S extends Step<never, infer B, unknown, unknown, unknown> ? B : never
/** The typed errors of a step. */
export type ErrorOf<S> = S extends Step<never, unknown, infer E, unknown, unknown> ? E : never
/** The requirements of a step. */
export type RequirementsOf<S> = S extends Step<never, unknown, unknown, infer R, unknown> ? R : never
/** The irreversible operations of a step. */
export type IrreversibleOf<S> = S extends Step<never, unknown, unknown, unknown, infer X> ? X : never

/** Carries the types of a step at compile time; never present at run time. */
interface Arrow<in A, out B, out E, out R, out X> {
  (input: A): B
  readonly error: E
  readonly requires: R
  readonly irreversible: X
}
