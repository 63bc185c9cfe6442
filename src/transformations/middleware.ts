/**
 * Middleware: transformations of implementations, for what has to see operations.
 *
 * An implementation sends each operation of a signature to a handler. A middleware sends each handler to another one of the
 * same operation, without knowing which: so it is natural in the operation, and what runs the steps does not notice.
 * Middleware is a function, so it composes as functions do: `pipe(shop, observed(tell), limited({ concurrency: 4 }))`; the
 * last one is outermost. All implementations at once: `providers.map((provider) => middleware(provider))`.
 *
 * Laws: {@link unchanged} is its identity; what only observes is transparent: for every step, running it with is running it
 * without (F5 at the strictest level, test/transformations/middleware.test.ts).
 * @module
 */
import type { AnyHandler, Context, Implementation, Provider } from "../core/implementation.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"

/** Gives an implementation of the same signature. A workflow that others call is left: its operations are implemented elsewhere. */
export type Middleware = <P extends Provider<string, unknown>>(provider: P) => P

/** A call of an operation. */
export interface OperationCall {
  readonly operation: OperationDefinition
  /** The name of the operation: `Payments.charge`. */
  readonly name: string
  readonly input: unknown
  readonly context: Context<unknown>
}

/** What is done about a call: `perform` does what would be done without; the answer is a value, a `Failure` or a promise of one. */
export type Around = (call: OperationCall, perform: () => unknown) => unknown

/** Leaves implementations as they are. */
export const unchanged: Middleware = (provider) => provider

/**
 * Makes middleware of what is done about each call.
 *
 * To be transparent it gives back what `perform` gives: a promise where it was one and a value where it was one.
 * @example
 * import { around } from "lawful/transformations"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const calls: Array<string> = []
 * const counted = around(({ name }, perform) => {
 *   calls.push(name)
 *   return perform()
 * })
 * const polite = implement(Greeter, { greet: (name) => `Good day, ${name}` })
 * await run(Greeter.greet, [counted(polite)])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 * calls // => ["Greeter.greet"]
 */
export const around =
  (wrap: Around): Middleware =>
  (provider) => {
    if (provider.kind !== "implementation") return provider
    // The kind says so: what meets a signature is an implementation of it.
    const implementation = provider as unknown as Implementation<string>
    const { operations } = implementation.signature
    const handlers = Object.entries(implementation.handlers).map(([key, handler]) => {
      const operation = operations.get(key)
      return [key, operation === undefined ? handler : wrapped(operation, handler, wrap)] as const
    })
    return { ...provider, handlers: Object.fromEntries(handlers) }
  }

/** Tells whether an answer is still to come. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function"

const wrapped = (operation: OperationDefinition, handler: AnyHandler, wrap: Around): AnyHandler => {
  const name = operationName(operation)
  // Whoever calls the new handler gives what the old one takes.
  const perform = handler as unknown as (input: unknown, context: Context<unknown>) => unknown
  return (input: unknown, context: Context<unknown>) =>
    wrap({ operation, name, input, context }, () => perform(input, context))
}
