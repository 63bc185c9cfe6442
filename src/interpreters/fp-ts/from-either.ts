/**
 * Functions that give an Either as implementations of operations.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { type Context, Failure } from "../../core/implementation.ts"

/** What a function is told about the call; it fails with a `Left`. */
export type Call = Omit<Context, "fail">

/**
 * Makes a handler for `implement` out of a function that gives an Either: `Left` is the operation's typed error.
 * @example
 * import { fromEither } from "lawful/fp-ts"
 * const Parser = Signature.make("Parser", {
 *   integer: { input: t.string, output: t.number, error: t.string, effect: "readonly" }
 * })
 * const strict = implement(Parser, {
 *   integer: fromEither((text) => (/^\d+$/.test(text) ? right(Number(text)) : left(`not an integer: ${text}`)))
 * })
 * runSync(Parser.integer, [strict])("17") // => { _tag: "Completed", output: 17 }
 */
export const fromEither =
  <A, B, E>(handler: (input: A, call: Call) => Either<E, B>): ((input: A, call: Call) => B | Failure<E>) =>
  (input, call) =>
    answerOf(handler(input, call))

/** Gives the `Right`, or the `Left` as a typed failure. */
export const answerOf = <E, B>(either: Either<E, B>): B | Failure<E> =>
  either._tag === "Right" ? either.right : new Failure(either.left)
