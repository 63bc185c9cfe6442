/**
 * The interpreter into Effect: a workflow as a function that gives effects.
 *
 * The rules of failing, undoing and stopping are those of the in-process interpreter, whose code runs here, too; what it asks
 * for comes from the fiber that runs the effect: services, time, randomness, tracer, log annotations. Interrupting that fiber
 * cancels the run, and the fiber ends when everything has been undone.
 *
 * Laws: those of interpreters (laws/interpreter.ts), adequacy (laws/adequacy.ts), and that it is the in-process interpreter
 * on another runtime (F5, laws/transformation.ts).
 * @module
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import type { Interpreter, Runnable } from "../../core/interpreter.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { Kleisli, Target } from "../../core/target.ts"
import type { AnyWorkflow } from "../in-process/environment.ts"
import type { Frame } from "../in-process/frame.ts"
import { cancel, type Program } from "../in-process/program.ts"
import { isTraced } from "./effect-run.ts"
import { programFor } from "./environment.ts"
import { attached, exitOf } from "./exit.ts"
import type { ServicesOf } from "./service.ts"
import { attributesOfRun } from "./span.ts"

/** An effect, with what the step requires as services. */
export interface Effectful extends Target {
  readonly morphism: Effect.Effect<this["B"], this["E"], ServicesOf<this["R"]>>
}

/** What one run can be given. */
export interface RunOptions {
  /** The id of the run, random when left out; two runs with one id share their idempotency keys. */
  readonly id?: string
}

/** The interpreter into Effect. */
export interface InEffect extends Interpreter<Kleisli<Effectful>> {
  /**
   * Makes a function that gives effects. Each is a run when it is executed, and may be executed any number of times.
   *
   * It succeeds with the output and fails with the typed error. It dies with the cause of a defect and with {@link StuckRun}
   * (`run/stuck`); it is interrupted when the run was cancelled.
   */
  readonly interpret: <A, B, E, R>(
    runnable: Runnable<A, B, E, R>
  ) => (input: A, options?: RunOptions) => Effect.Effect<B, E, ServicesOf<R>>
  /** As `interpret`, giving every way to end as a value. */
  readonly outcome: <A, B, E, R>(
    runnable: Runnable<A, B, E, R>
  ) => (input: A, options?: RunOptions) => Effect.Effect<Outcome<B, E>, never, ServicesOf<R>>
}

/**
 * Runs steps and workflows as effects.
 * @example
 * import { Effect } from "effect"
 * import { inEffect } from "lawful/effect"
 * await Effect.runPromise(inEffect.interpret(Step.pure((n: number) => n + 1))(1)) // => 2
 */
export const inEffect: InEffect = {
  name: "effect",
  interpret: (runnable) => effectsOf(runnable, exitOf),
  outcome: (runnable) => effectsOf(runnable, Exit.succeed)
}

type AnyOutcome = Outcome<unknown, unknown>

/** Makes effects that end as `end` says. The types of the run are those of the step; the casts put them back. */
const effectsOf = <A, Effects>(
  runnable: Runnable<A, unknown, unknown, unknown>,
  end: (outcome: AnyOutcome) => Exit.Exit<unknown, unknown>
): ((input: A, options?: RunOptions) => Effects) => {
  const program = programFor(runnable)
  const workflow = runnable.kind === "workflow" ? (runnable as unknown as AnyWorkflow) : undefined
  return (input, options) => {
    const running = Effect.withFiber((fiber) => launch(program, input, options, fiber, end))
    const effect =
      workflow === undefined
        ? running
        : Effect.withFiber(({ context }) =>
            isTraced(context)
              ? Effect.withSpan(running, workflow.name, {
                  attributes: attributesOfRun(workflow),
                  captureStackTrace: false
                })
              : running
          )
    return effect as Effects
  }
}

const launch = (
  program: Program,
  input: unknown,
  options: RunOptions | undefined,
  fiber: Fiber.Fiber<unknown, unknown>,
  end: (outcome: AnyOutcome) => Exit.Exit<unknown, unknown>
): Effect.Effect<unknown, unknown> => {
  const { frame, outcome } = program.start(input, { id: options?.id, host: fiber.context })
  if (!(outcome instanceof Promise)) return end(outcome)
  const ended = Effect.callback<unknown, unknown>((resume) => {
    void outcome.then((one) => resume(end(one)))
  })
  return Effect.onExit(ended, (exit) =>
    Exit.hasInterrupts(exit) ? cancelled(frame, outcome, fiber, exit) : Effect.void
  )
}

/** Cancels the run of an interrupted fiber and waits until all is undone. */
const cancelled = (
  frame: Frame,
  outcome: Promise<AnyOutcome>,
  fiber: Fiber.Fiber<unknown, unknown>,
  exit: Exit.Exit<unknown, unknown>
): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (exit._tag === "Failure") cancel(frame, exit.cause)
    void outcome.then((one) => {
      // What goes wrong in a rollback must not hide behind the interruption; the rest is attached to it.
      if (one._tag === "Stuck" || one._tag === "Defect") return resume(exitOf(one) as Exit.Exit<never>)
      fiber.interruptUnsafe(fiber.id, attached(one))
      resume(Effect.void)
    })
  })
