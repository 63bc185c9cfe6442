/**
 * Natural transformations between promises of outcomes and TaskEithers.
 *
 * What becomes of what: outputs and typed errors stay; a defect, and a run that is stuck or was cancelled, are what the task
 * rejects with (`core/run-error.ts`). What was undone, and failures that came after the first, have no room in a TaskEither
 * and are lost for failed runs. A TaskEither cannot be cancelled.
 *
 * Laws: naturality and morphism of monads (laws/natural.ts).
 * @module
 */
import * as TaskEither from "fp-ts/lib/TaskEither.js"
import type { Outcome } from "../../core/outcome.ts"
import type { Promised } from "../../core/promised.ts"
import { CancelledRun, StuckRun } from "../../core/run-error.ts"
import type { Delayed, Monad } from "../../transformations/carrier.ts"
import type { Transformation } from "../../transformations/transformation.ts"
import { eitherOf } from "./either-of.ts"
import type { TaskEithers } from "./to-task-either.ts"

/**
 * Makes a TaskEither of what starts a run when it is called: it stays lazy, and each call of the task is a run of its own.
 * @example
 * import { delayedToTaskEither } from "lawful/fp-ts"
 * import { inProcess } from "lawful"
 * import { Transformation } from "lawful/transformations"
 * const lazy = Transformation.through(delayedToTaskEither)(Transformation.delayed(inProcess()))
 * await lazy.interpret(Step.pure((n: number) => n + 1))(1)() // => { _tag: "Right", right: 2 }
 */
export const delayedToTaskEither: Transformation<Delayed<Promised>, TaskEithers> = {
  name: "delayed promise to TaskEither",
  at: (delayed) => () => delayed().then(eitherOf)
}

/** Makes a TaskEither of a promise. The run has started already: calling the task only waits for it, each time for the same. */
export const promiseToTaskEither: Transformation<Promised, TaskEithers> = {
  name: "promise to TaskEither",
  at: (promise) => () => promise.then(eitherOf)
}

/** Starts a TaskEither at once, and gives its end as an outcome; what it rejects with is a defect. */
export const taskEitherToPromise: Transformation<TaskEithers, Promised> = {
  name: "TaskEither to promise",
  at: (task) => started(task)
}

/** TaskEithers as a monad. */
export const taskEitherMonad: Monad<TaskEithers> = {
  of: TaskEither.right,
  map: (change) => (value) => TaskEither.map(change)(value),
  chain: (next) => (value) => TaskEither.flatMap(value, next)
}

const started = async <B, E>(task: TaskEither.TaskEither<E, B>): Promise<Outcome<B, E>> => {
  try {
    const either = await task()
    return either._tag === "Right"
      ? { _tag: "Completed", output: either.right }
      : { _tag: "Failed", error: either.left, also: [], undone: [] }
  } catch (cause) {
    return cause instanceof StuckRun || cause instanceof CancelledRun
      ? cause.outcome
      : { _tag: "Defect", cause, at: "", also: [], undone: [] }
  }
}
