/**
 * Implementations: what a signature's operations do, as plain functions.
 * @module
 */
import type { OperationOf, OperationSpecs, Signature, SignatureDescription } from "./signature.ts"
import type { ErrorOf, InputOf, OutputOf } from "./step.ts"

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
  /** Aborted when the result is no longer wanted; honour it, or the run waits for the call to end. */
  readonly signal: AbortSignal
  /** Makes a typed failure: `return fail({ _tag: "OutOfStock", sku })`. */
  readonly fail: (error: E) => Failure<E>
}

/** One operation as a plain function, synchronous or not. What it throws is a defect; typed errors are returned. */
export type Handler<A, B, E> = (input: A, context: Context<E>) => B | Failure<E> | PromiseLike<B | Failure<E>>

/** One handler for each operation. */
export type Handlers<N extends string, O extends OperationSpecs> = {
  readonly [K in keyof O & string]: Handler<
    InputOf<OperationOf<N, K, O[K]>>,
    OutputOf<OperationOf<N, K, O[K]>>,
    ErrorOf<OperationOf<N, K, O[K]>>
  >
}

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
export const implement = <N extends string, O extends OperationSpecs>(
  signature: Signature<N, O>,
  handlers: Handlers<N, O>
): Implementation<N> => ({
  kind: "implementation",
  signature: signature["~signature"],
  // Each handler was checked against its operation above; the interpreter only calls it with that operation's input.
  handlers: handlers as unknown as Readonly<Record<string, AnyHandler>>
})
