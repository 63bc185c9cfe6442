/**
 * Failures as values.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Turns a typed failure into `Left` and success into `Right`. What the step still owes stays owed (forward recovery); put a
 * `Saga.scope` inside to undo it first. Defects, cancellation and stuck pass through.
 *
 * Laws: `attempt(fail(e)) = succeed(left(e))`; `attempt(f) >>> matchEither({ left: fail, right: identity }) = f`;
 * `attempt(attempt(f)) = attempt(f) >>> map(right)` (laws/errors.ts).
 * @example
 * runSync(pipe(Step.succeed(1), Step.attempt))(undefined) // => { _tag: "Completed", output: { _tag: "Right", right: 1 } }
 */
export const attempt = <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A, Either<E, B>, never, R, X> =>
  stepOf({ kind: "attempt", step })
