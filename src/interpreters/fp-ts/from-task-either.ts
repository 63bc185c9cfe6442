/**
 * Functions that give a TaskEither as implementations of operations.
 * @module
 */
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Failure } from "../../core/implementation.ts"
import { answerOf, type Call } from "./from-either.ts"

/**
 * Makes a handler for `implement` out of a function that gives a TaskEither: `Left` is the operation's typed error, a task
 * that rejects is a defect.
 *
 * A task cannot be cancelled from outside; one that takes long should honour `call.signal`, or the run waits for it.
 * @example
 * import * as TE from "fp-ts/lib/TaskEither.js"
 * import { fromTaskEither } from "lawful/fp-ts"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, { greet: fromTaskEither((name) => TE.right(`Good day, ${name}`)) })
 * await run(Greeter.greet, [polite])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const fromTaskEither =
  <A, B, E>(
    handler: (input: A, call: Call) => TaskEither<E, B>
  ): ((input: A, call: Call) => Promise<B | Failure<E>>) =>
  (input, call) =>
    handler(input, call)().then(answerOf)
