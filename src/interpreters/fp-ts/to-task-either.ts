/**
 * Workflows as tasks: the in-process interpreter, delayed.
 *
 * A task is a promise that has not been started, so each time that one is called is a run of its own.
 *
 * Laws: those of the in-process interpreter, and that nothing is lost on the way (laws/transformation.ts).
 * @module
 */
import type { Task } from "fp-ts/lib/Task.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Provider } from "../../core/implementation.ts"
import type { Interpreter, Runnable } from "../../core/interpreter.ts"
import type { Provided } from "../../core/mistake.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { Morphism, Target } from "../../core/target.ts"
import { type CallOptions, type Options, run, type ServedInProcess } from "../in-process/run.ts"
import { eitherOf } from "./either-of.ts"

/** A task that gives the outcome of a run. */
export interface Tasks extends Target {
  readonly morphism: Task<Outcome<this["B"], this["E"]>>
}

/** A task that gives the output of a run, or its typed error. */
export interface TaskEithers extends Target {
  readonly morphism: TaskEither<this["E"], this["B"]>
}

/** As `Kleisli`, for functions that are also told what they may need to know of the run: its id, and what cancels it. */
export interface Called<M extends Target> extends Target {
  readonly morphism: (
    input: this["A"],
    call?: CallOptions
  ) => Morphism<M, this["A"], this["B"], this["E"], this["R"]>
}

/**
 * Makes an interpreter that sends steps to functions that give a TaskEither: the output is its `Right`, a typed error its
 * `Left`.
 *
 * Nothing happens before the task is called, and every call of it is a run of its own; with `{ id }` the runs share their
 * idempotency keys, as attempts of one run do. The signal in `{ signal }` cancels: what was done is undone first.
 *
 * Errors: `interpret` throws as `run` does. The task rejects with the cause of a defect, with `run/stuck` when an undo failed
 * and with `run/cancelled` when it was cancelled; `toTask` gives these as values.
 * @example
 * import { toTaskEither } from "lawful/fp-ts"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const { interpret } = toTaskEither([implement(Greeter, { greet: (name) => `Good day, ${name}` })])
 * const greet = interpret(Greeter.greet)
 * await greet("Ada")() // => { _tag: "Right", right: "Good day, Ada" }
 */
export const toTaskEither = <P extends string = never, N = never>(
  providers: ReadonlyArray<Provider<P, N>> & Provided<Exclude<N, P | ServedInProcess>> = [] as never,
  options: Options = {}
): Interpreter<Called<TaskEithers>, P | ServedInProcess> => ({
  name: "fp-ts TaskEither",
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) => {
    const execute = prepared(runnable, providers, options)
    return (input: A, call?: CallOptions): TaskEither<E, B> =>
      () =>
        execute(input, call).then(eitherOf<B, E>)
  }
})

/**
 * Makes an interpreter that sends steps to functions that give a task of the whole outcome, which never rejects.
 *
 * Errors: `interpret` throws as `run` does.
 * @example
 * import { toTask } from "lawful/fp-ts"
 * const late = Step.pure((n: number) => n + 1).pipe(Step.andThen(Step.identity<number>()))
 * await toTask().interpret(late)(1)() // => { _tag: "Completed", output: 2 }
 */
export const toTask = <P extends string = never, N = never>(
  providers: ReadonlyArray<Provider<P, N>> & Provided<Exclude<N, P | ServedInProcess>> = [] as never,
  options: Options = {}
): Interpreter<Called<Tasks>, P | ServedInProcess> => ({
  name: "fp-ts Task",
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) => {
    const execute = prepared(runnable, providers, options)
    return (input: A, call?: CallOptions) => () => execute(input, call)
  }
})

/** Compiles once. That everything is provided was checked by the types of `interpret`. */
export const prepared = <A, B, E, R>(
  runnable: Runnable<A, B, E, R>,
  providers: ReadonlyArray<Provider<string, unknown>>,
  options: Options
): ((input: A, call?: CallOptions) => Promise<Outcome<B, E>>) =>
  run(runnable as Runnable<A, B, E, never>, providers as ReadonlyArray<Provider<string>>, options)
