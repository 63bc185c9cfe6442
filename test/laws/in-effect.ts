/**
 * The interpreter into Effect as a subject of laws: operations are effects, time is Effect's clock, and runs are cancelled by
 * interrupting their fibers.
 */
import { Cause, Clock, Context, Duration, Effect, Layer, Random } from "effect"
import { Failure, type Outcome, type Provider, type Step } from "lawful"
import { type Call, inEffect, layer, type LayerOptions, layerOf, outcomeOf } from "lawful/effect"
import {
  type Answer,
  everything,
  Lab,
  type Oops,
  type OperationName,
  type Subject,
  type World
} from "lawful/laws"

/** The world as a service: a handler that does not run among the services of its run does not find it. */
const Here = Context.Service<World>("World")

/** How an operation is done. */
export type Perform = (name: OperationName, input: number, call: Call) => Effect.Effect<number, Oops, World>

/** Done by the world; what is interrupted has not been done. */
export const performed: Perform = (name, input, { key, attempt }) =>
  Effect.flatMap(Here, (world) => {
    const controller = new AbortController()
    const answer = world.perform(name, input, { key, attempt, signal: controller.signal })
    return answer instanceof Promise
      ? Effect.promise(() => answer).pipe(
          Effect.onInterrupt(() => Effect.sync(() => controller.abort())),
          Effect.flatMap(effectOf)
        )
      : effectOf(answer)
  })

const effectOf = (answer: Answer): Effect.Effect<number, Oops> =>
  answer instanceof Failure ? Effect.fail(answer.error) : Effect.succeed(answer)

/** The laboratory as a layer. */
const labOf = (
  perform: Perform,
  options: LayerOptions<OperationName> | undefined
): Layer.Layer<never, never, World> => {
  const operation = (name: OperationName) => (input: number, call: Call) => perform(name, input, call)
  // Fault plans hold no typed errors for these.
  const undo = operation as (
    name: OperationName
  ) => (input: number, call: Call) => Effect.Effect<number, never, World>
  const handlers = {
    a1: operation("a1"),
    a2: operation("a2"),
    b1: operation("b1"),
    b2: operation("b2"),
    c1: operation("c1"),
    undoC1: undo("undoC1"),
    readA: operation("readA"),
    readB: operation("readB"),
    undoA1: undo("undoA1"),
    undoA2: undo("undoA2"),
    undoB1: undo("undoB1"),
    undoB2: undo("undoB2"),
    sendB: undo("sendB")
  }
  return layer(Lab, handlers, options)
}

/** Virtual time as a clock of Effect. */
export const clockOf = ({ clock }: World): Clock.Clock => {
  const nanoseconds = (): bigint => BigInt(clock.now()) * 1_000_000n
  return {
    currentTimeMillisUnsafe: clock.now,
    currentTimeMillis: Effect.sync(clock.now),
    currentTimeNanosUnsafe: nanoseconds,
    currentTimeNanos: Effect.sync(nanoseconds),
    monotonicTimeNanosUnsafe: nanoseconds,
    monotonicTimeNanos: Effect.sync(nanoseconds),
    sleep: (duration) =>
      Effect.callback((resume) => {
        const callOff = clock.after(Duration.toMillis(duration), () => resume(Effect.void))
        return Effect.sync(callOff)
      })
  }
}

/** Why a fiber is interrupted, for the outcome to tell. */
const Reason = Context.Service<{ readonly of: unknown }>("Reason")

/** What is done otherwise than it should be, by mutants. */
export interface Changes {
  readonly perform?: Perform
  readonly options?: LayerOptions<OperationName>
  readonly clock?: (world: World) => Clock.Clock
  readonly around?: (effect: Effect.Effect<unknown, unknown>) => Effect.Effect<unknown, unknown>
}

/** Runs steps with `inEffect`. */
export const subjectOf = (name: string, changes: Changes = {}): Subject => {
  const lab = labOf(changes.perform ?? performed, changes.options)
  return {
    name,
    capabilities: everything,
    run: (step, input, world, workflows, signal) => {
      const callable = layerOf(...(workflows as ReadonlyArray<Provider<"">>))
      const run = inEffect
        .interpret(step as Step<unknown, unknown, unknown>)(input, { id: "run" })
        .pipe(
          changes.around ?? ((effect) => effect),
          Effect.provide(Layer.provideMerge(callable, lab)),
          Effect.provideService(Here, world),
          Effect.provideService(Clock.Clock, (changes.clock ?? clockOf)(world)),
          Effect.provideService(Random.Random, { nextDoubleUnsafe: () => 0.5, nextIntUnsafe: () => 0 })
        )
      const fiber = Effect.runFork(run)
      signal?.addEventListener("abort", () =>
        fiber.interruptUnsafe(undefined, Context.make(Reason, { of: signal.reason }))
      )
      return new Promise((resolve) => void fiber.addObserver((exit) => resolve(withReason(outcomeOf(exit)))))
    },
    idle: () => new Promise((resolve) => setImmediate(resolve))
  }
}

/** The reason of a cancellation is the cause of the interruption; what the laws gave is in it. */
const withReason = (outcome: Outcome<unknown, unknown>): Outcome<unknown, unknown> =>
  outcome._tag === "Cancelled" && Cause.isCause(outcome.reason)
    ? { ...outcome, reason: Context.getOrUndefined(Cause.annotations(outcome.reason), Reason)?.of }
    : outcome

export const effect: Subject = subjectOf("effect")
