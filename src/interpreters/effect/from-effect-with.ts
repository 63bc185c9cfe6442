/**
 * Effects that need services as implementations of operations.
 * @module
 */
import * as Cause from "effect/Cause"
import { type Context, isContext } from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { ManagedRuntime } from "effect/ManagedRuntime"
import { answerOf } from "./answer.ts"
import { type Call, type EffectHandler, type Running, runningFor } from "./from-effect.ts"

/**
 * Makes {@link fromEffect} for effects that need services, which come from a context or a runtime.
 *
 * A layer becomes a runtime with `ManagedRuntime.make(layer)`: it is built when it is first needed and once for all handlers,
 * and whoever made it disposes of it. A layer that cannot be built is a defect of the operation that needed it.
 * @example
 * import { Context, Effect, Layer, ManagedRuntime } from "effect"
 * import { fromEffectWith } from "lawful/effect"
 * const Manners = Context.Service<{ greeting: string }>("Manners")
 * const withManners = fromEffectWith(ManagedRuntime.make(Layer.succeed(Manners, { greeting: "Good day" })))
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, {
 *   greet: withManners((name) => Effect.map(Manners, ({ greeting }) => `${greeting}, ${name}`))
 * })
 * await run(Greeter.greet, [polite])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const fromEffectWith = <R>(
  services: Context<R> | ManagedRuntime<R, unknown>
): (<A, B, E>(
  handler: (input: A, call: Call) => Effect.Effect<B, E, R>,
  running?: Running
) => EffectHandler<A, B, E>) => {
  const fork = isContext(services) ? Effect.runForkWith(services) : services.runFork
  return (handler, running = {}) =>
    (input, call) =>
      answerOf(fork(Effect.exit(handler(input, call)), runningFor(call, running)), call, flat)
}

/** The exit of the effect itself; what went wrong around it came from building its services. */
const flat = <B, E>(exit: Exit.Exit<Exit.Exit<B, E>, unknown>): Exit.Exit<B, E> =>
  exit._tag === "Success"
    ? exit.value
    : Exit.failCause(
        Cause.fromReasons<never>(
          exit.cause.reasons.map((reason) =>
            Cause.isFailReason(reason) ? Cause.makeDieReason(reason.error) : reason
          )
        )
      )
