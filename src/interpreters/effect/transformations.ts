/**
 * Natural transformations between promises of outcomes, TaskEithers and effects.
 *
 * What becomes of what: outputs, typed errors and defects stay; a run that is stuck dies, one that was cancelled is
 * interrupted, and the whole outcome is attached to their causes, so that {@link outcomeOf} gives it back. What differs is when
 * things start and whether they can be stopped:
 *
 * | from | to | starts | stops |
 * | --- | --- | --- | --- |
 * | promise | effect | had started | interruption stops waiting; the run goes on |
 * | promise that waits for a signal | effect | with the effect, each time anew | interruption cancels the run, and waits until all is undone |
 * | TaskEither | effect | with the effect, each time anew | interruption stops waiting; the task goes on |
 * | effect | promise | at once | not at all |
 * | effect | promise that waits for a signal | with the signal, each time anew | the signal interrupts |
 *
 * Laws: naturality and morphism of monads (laws/natural.ts).
 * @module
 */
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Outcome } from "../../core/outcome.ts"
import type { Promised } from "../../core/promised.ts"
import type { Target } from "../../core/target.ts"
import type { Monad, Stoppable } from "../../transformations/carrier.ts"
import type { Transformation } from "../../transformations/transformation.ts"
import { exitOf, outcomeOf } from "./exit.ts"

/** An effect that needs nothing more: what its steps required has been provided. */
export interface Closed extends Target {
  readonly morphism: Effect.Effect<this["B"], this["E"]>
}

/** A task that gives an Either, as fp-ts has it. */
export interface TaskEithers extends Target {
  readonly morphism: TaskEither<this["E"], this["B"]>
}

/**
 * Makes an effect of a promise. The run has started already; each execution of the effect waits for the same end.
 * @example
 * import { Effect } from "effect"
 * import { inProcess } from "lawful"
 * import { promiseToEffect } from "lawful/effect"
 * import { Transformation } from "lawful/transformations"
 * const effects = Transformation.through(promiseToEffect)(inProcess())
 * await Effect.runPromise(effects.interpret(Step.pure((n: number) => n + 1))(1)) // => 2
 */
export const promiseToEffect: Transformation<Promised, Closed> = {
  name: "promise to effect",
  at: (promise) =>
    Effect.flatMap(
      Effect.promise(() => promise),
      ended
    )
}

/**
 * Makes an effect of what starts a run when it is given a signal: lazy, and interruptible. The fiber ends when the run has.
 */
export const stoppableToEffect: Transformation<Stoppable, Closed> = {
  name: "stoppable promise to effect",
  at: (start) =>
    Effect.suspend(() => {
      const controller = new AbortController()
      const running = start(controller.signal)
      return Effect.onInterrupt(
        Effect.flatMap(
          Effect.promise(() => running),
          ended
        ),
        () =>
          Effect.promise(() => {
            controller.abort()
            return running
          })
      )
    })
}

/** Makes an effect of a TaskEither: `Left` is its typed error, what the task rejects with is what it dies of. */
export const taskEitherToEffect: Transformation<TaskEithers, Closed> = {
  name: "TaskEither to effect",
  at: (task) =>
    Effect.flatMap(Effect.promise(task), (either) =>
      either._tag === "Right" ? Effect.succeed(either.right) : Effect.fail(either.left)
    )
}

/** Runs an effect at once, and gives its end as an outcome. */
export const effectToPromise: Transformation<Closed, Promised> = {
  name: "effect to promise",
  at: (effect) => Effect.runPromiseExit(effect).then(outcomeOf)
}

/** Runs an effect when a signal is given, and interrupts it when that is aborted. */
export const effectToStoppable: Transformation<Closed, Stoppable> = {
  name: "effect to stoppable promise",
  at: (effect) => (signal) => Effect.runPromiseExit(effect, { signal }).then(outcomeOf)
}

/** Effects as a monad. */
export const effectMonad: Monad<Closed> = {
  of: Effect.succeed,
  map: (change) => (effect) => Effect.map(effect, change),
  chain: (next) => (effect) => Effect.flatMap(effect, next)
}

const ended = <B, E>(outcome: Outcome<B, E>): Effect.Effect<B, E> =>
  // The exit of an outcome has its types.
  exitOf(outcome) as Exit.Exit<B, E>
