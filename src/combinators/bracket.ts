/**
 * Finalizers: what must happen whatever happens.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"
import type { BeforeStep, MustNotFail } from "../core/mistake.ts"
import { identity } from "./compose.ts"

/**
 * Acquires a resource, uses it, and releases it: after success, failure, defect and cancellation alike. Acquiring and
 * releasing are not interrupted.
 *
 * Laws: `bracket(identity, f, succeed) = f`; the release runs exactly once for each acquired resource (laws/finalizers.ts).
 * @example
 * const use = Step.bracket(Step.succeed({ name: "file" }), Step.pure((file: { name: string }) => file.name.length), Step.succeed(undefined))
 * runSync(use)(undefined) // => { _tag: "Completed", output: 4 }
 */
export const bracket = <
  A,
  Resource,
  E,
  R,
  X extends BeforeStep<E2>,
  B,
  E2,
  R2,
  X2,
  F extends MustNotFail<"a release">,
  R3
>(
  acquire: Step<A, Resource, E, R, X>,
  use: Step<Resource, B, E2, R2, X2>,
  release: Step<Resource, unknown, F, R3, unknown>
): Step<A, B, E | E2, R | R2 | R3, X | X2> => stepOf({ kind: "bracket", acquire, use, release })

/**
 * Runs `finalizer` on the input when the step has ended, however it ended.
 *
 * Laws: `ensuring(succeed(u)) = id`; the finalizer runs exactly once (laws/finalizers.ts).
 * @example
 * runSync(pipe(Step.pure((n: number) => n + 1), Step.ensuring(Step.succeed("closed"))))(1) // => { _tag: "Completed", output: 2 }
 */
export const ensuring =
  <A2, F extends MustNotFail<"a finalizer">, R2>(finalizer: Step<A2, unknown, F, R2, unknown>) =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A & A2, B, E, R | R2, X> =>
    stepOf({ kind: "bracket", acquire: identity(), use: step, release: finalizer })
