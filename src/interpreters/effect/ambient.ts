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

/** Services as they were when a layer was built, by their keys. */
export type Services = ReadonlyArray<readonly [key: Context.Key<never, unknown>, service: unknown]>

/** The services in a context, without what belongs to whoever calls. */
export const servicesIn = (context: Context.Context<never>): Services =>
  [...withoutSurroundings(context).mapUnsafe].map(([key, service]) => [
    Context.Service<never, unknown>(key),
    service
  ])

/** The context of a caller, with services that were there when a layer was built in place of its own. */
export const inside = (services: Services, caller: Context.Context<never>): Context.Context<never> => {
  let context = caller
  for (const [key, service] of services)
    if (Context.getOrUndefined(caller, key) !== service) context = Context.add(context, key, service)
  return context
}
