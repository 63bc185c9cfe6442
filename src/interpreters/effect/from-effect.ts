/**
 * Effects as implementations of operations.
 * @module
 */
import * as Effect from "effect/Effect"
import type { Exit } from "effect/Exit"
import type { Context, Failure } from "../../core/implementation.ts"
import { answerOf } from "./answer.ts"

/** What an effect is told about the call; it fails with `Effect.fail` and is stopped by interruption. */
export type Call = Omit<Context, "fail">

/** How effects are run. */
export interface Running {
  /**
   * Runs the effect to its end although its run is being stopped, as a write should that must not be left half done.
   * `Effect.uninterruptible` is not enough for that: it lets the effect finish and then gives the interruption, not the value.
   */
  readonly uninterruptible?: boolean
}

/** A handler for `implement` that was made of effects. */
export type EffectHandler<A, B, E> = (input: A, call: Call) => B | Failure<E> | Promise<B | Failure<E>>

/**
 * Makes a handler for `implement` out of a function that gives an effect.
 *
 * The error channel is the operation's typed error (the first, when there are several at once); what dies is a defect with its
 * cause. When its part of the run is stopped the effect is interrupted, and its finalizers run before anything is undone.
 * An interrupted effect counts as not done: where half a write could be left behind, run it `uninterruptible`.
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
    answerOf(Effect.runFork(handler(input, call), running), call, same)

const same = <B, E>(exit: Exit<B, E>): Exit<B, E> => exit
