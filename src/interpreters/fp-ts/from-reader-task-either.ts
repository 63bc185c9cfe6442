/**
 * Functions that give a ReaderTaskEither as implementations of operations.
 * @module
 */
import type { ReaderTaskEither } from "fp-ts/lib/ReaderTaskEither.js"
import type { Failure } from "../../core/implementation.ts"
import type { Call } from "./from-either.ts"
import { fromTaskEither } from "./from-task-either.ts"

/**
 * Makes {@link fromTaskEither} for functions that give a ReaderTaskEither, which all read the one `environment`.
 * @example
 * import * as RTE from "fp-ts/lib/ReaderTaskEither.js"
 * import { fromReaderTaskEither } from "lawful/fp-ts"
 * const withManners = fromReaderTaskEither({ greeting: "Good day" })
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, {
 *   greet: withManners((name) => RTE.asks(({ greeting }) => `${greeting}, ${name}`))
 * })
 * await run(Greeter.greet, [polite])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const fromReaderTaskEither =
  <R>(
    environment: R
  ): (<A, B, E>(
    handler: (input: A, call: Call) => ReaderTaskEither<R, E, B>
  ) => (input: A, call: Call) => Promise<B | Failure<E>>) =>
  (handler) =>
    fromTaskEither((input, call) => handler(input, call)(environment))
