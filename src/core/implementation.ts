/**
 * Implementations: what a signature's operations do, as plain functions.
 * @module
 */
import type { TypeOf } from "./codec.ts"
import type { Effect } from "./operation.ts"
import type { DeclaredError, OperationSpecs, Signature, SignatureDescription } from "./signature.ts"

/** A typed failure as a value: what an implementation returns instead of throwing. */
export class Failure<out E> {
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

/** What an implementation is told about the call. */
export interface Context<in out E = never> {
  /** The id of the run. */
  readonly runId: string
  /** Where in the workflow the call stands: `ship/Shipping.dispatch`, with `[i]` for loop turns and items. */
  readonly nodeId: string
  /** The idempotency key: the same for every attempt and delivery of this call, different for every other call. */
  readonly key: string
  /** The number of this attempt, from 1. */
  readonly attempt: number
  /** What the operation declares that it does to the world. */
  readonly effect: Effect
  /**
   * Aborted when the result is no longer wanted. The run waits for the call to end, except a readonly one. Rejecting with an
   * `AbortError` says that nothing was done: a write that may have happened must not do so, or it is never undone.
   */
  readonly signal: AbortSignal
  /** Makes a typed failure: `return fail({ _tag: "OutOfStock", sku })`. */
  readonly fail: (error: Declared<E>) => Failure<E>
}

/** An operation without `error` has nothing to fail with. */
type Declared<E> = [E] extends [never] ? "this operation declares no `error` in its Signature" : E

/** One operation as a plain function, synchronous or not. What it throws is a defect; typed errors are returned. */
export type Handler<A, B, E> = (input: A, context: Context<E>) => Result<B, E>

/** What a handler may give; `Promise` is named besides `PromiseLike` because the compiler then says in one line what is wrong. */
type Result<B, E> = B | Failure<E> | Promise<B | Failure<E>> | PromiseLike<B | Failure<E>>

/** Something that meets a requirement: an implementation of a signature, or a workflow that others call. */
export interface Provider<out P extends string, out Needs = never> {
  readonly kind: "implementation" | "workflow"
  readonly "~provider"?: { readonly provides: P; readonly needs: Needs } | undefined
}

/** A handler with its types forgotten. */
export type AnyHandler = (input: never, context: Context<unknown>) => unknown

/** An implementation of a signature. */
export interface Implementation<N extends string> extends Provider<N> {
  readonly kind: "implementation"
  readonly signature: SignatureDescription<N>
  readonly handlers: Readonly<Record<string, AnyHandler>>
}

/**
 * Implements a signature with plain functions; every operation needs one.
 *
 * Effect and fp-ts users: `fromEffect` (lawful/effect) and `fromTaskEither` (lawful/fp-ts) make handlers.
 * @example
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, { greet: async (name) => `Good day, ${name}` })
 * await run(Greeter.greet, [polite])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const implement = <
  N extends string,
  O extends OperationSpecs,
  // A parameter of its own: only so do tuples and tags that a handler gives get the types of the operation's output.
  H extends {
    readonly [K in keyof O & string]: Handler<
      TypeOf<O[K]["input"]>,
      TypeOf<O[K]["output"]>,
      DeclaredError<O[K]>
    >
  }
>(
  signature: Signature<N, O>,
  handlers: H & { readonly [K in Exclude<keyof H, keyof O>]: "the signature has no such operation" }
): Implementation<N> => ({
  kind: "implementation",
  signature: signature["~signature"],
  // Each handler was checked against its operation above; the interpreter only calls it with that operation's input.
  handlers: handlers as unknown as Readonly<Record<string, AnyHandler>>
})
