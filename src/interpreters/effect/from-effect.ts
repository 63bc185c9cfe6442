/**
 * Effects as implementations of operations.
 * @module
 */
import * as Effect from "effect/Effect"
import type { Context, Failure } from "../../core/implementation.ts"
import { same } from "../../core/node.ts"
import { answerOf } from "./answer.ts"

/** What an effect is told about the call; it fails with `Effect.fail` and is stopped by interruption. */
export type Call = Omit<Context, "fail">

/** How effects are run. */
export interface Running {
  /**
   * Runs the effect to its end although its run is being stopped; when left out, so are writes and only readonly operations
   * are interrupted: a write that was interrupted half-way could not be undone. (`Effect.uninterruptible` is not enough: it
   * lets the effect finish and then gives the interruption, not the value.)
   */
  readonly uninterruptible?: boolean
}

/** A handler for `implement` that was made of effects. */
export type EffectHandler<A, B, E> = (input: A, call: Call) => B | Failure<E> | Promise<B | Failure<E>>

/**
 * Makes a handler for `implement` out of a function that gives an effect.
 *
 * The error channel is the operation's typed error (the first, when there are several at once); what dies is a defect with its
 * cause. When its part of the run is stopped, a readonly effect is interrupted and its finalizers run; a write runs to its end,
 * so that it can be undone, unless it is run with `uninterruptible: false`, which says that interrupting it leaves nothing done.
 *
 * Errors: rejects with {@link Interrupted} when the effect is interrupted.
 * @example
 * import { Effect } from "effect"
 * import { fromEffect } from "lawful/effect"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, { greet: fromEffect((name) => Effect.succeed(`Good day, ${name}`)) })
 * await run(Greeter.greet, [polite])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const fromEffect =
  <A, B, E>(
    handler: (input: A, call: Call) => Effect.Effect<B, E>,
    running: Running = {}
  ): EffectHandler<A, B, E> =>
  (input, call) =>
    answerOf(Effect.runFork(handler(input, call), runningFor(call, running)), call, same)

/** Writes run to their end unless their author says otherwise. */
export const runningFor = ({ effect }: Call, running: Running): Required<Running> => ({
  uninterruptible: running.uninterruptible ?? effect !== "readonly"
})
