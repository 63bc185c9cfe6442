/**
 * Whose context an implementation runs in.
 *
 * The services that an implementation needs are those that its layer was built with; what surrounds a call (time, randomness,
 * the span and the tracer, log annotations, loggers) is the caller's.
 * @module
 */
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as ErrorReporter from "effect/ErrorReporter"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as References from "effect/References"
import * as Scheduler from "effect/Scheduler"
import * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"

const withoutSurroundings = Context.omit(
  Clock.Clock,
  Console.Console,
  ErrorReporter.CurrentErrorReporters,
  Layer.CurrentMemoMap,
  Logger.CurrentLoggers,
  Random.Random,
  Scheduler.Scheduler,
  Scope.Scope,
  Tracer.ParentSpan,
  ...Object.values(References)
)

/** The services that a layer is built with, without what belongs to whoever calls. */
export const servicesHere: Effect.Effect<Context.Context<never>> = Effect.map(
  Effect.context(),
  withoutSurroundings
)

/** The context of a caller, with services that were there when a layer was built in place of its own. */
export const inside = (
  services: Context.Context<never>,
  caller: Context.Context<never>
): Context.Context<never> => {
  let context = caller
  const known = caller.mapUnsafe
  for (const [key, service] of services.mapUnsafe)
    if (known.get(key) !== service) context = Context.addUnsafe(context, key, service)
  return context
}
