/**
 * The in-process interpreter as a value.
 * @module
 */
import type { Provider } from "../../core/implementation.ts"
import type { Interpreter, Runnable } from "../../core/interpreter.ts"
import type { Promised } from "../../core/promised.ts"
import type { Kleisli } from "../../core/target.ts"
import type { Stoppable } from "../../transformations/carrier.ts"
import { type Options, run, type ServedInProcess } from "./run.ts"

export type { Promised }

/**
 * Makes an interpreter that sends steps to asynchronous functions: `run`, with what it needs given beforehand.
 *
 * Errors: throws as `run` does; the functions never reject.
 * @example
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = inProcess([implement(Greeter, { greet: (name) => `Good day, ${name}` })])
 * await polite.interpret(Greeter.greet)("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const inProcess = <P extends string = never, N = never>(
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): Interpreter<Kleisli<Promised>, P | ServedInProcess> => ({
  name: "in-process",
  // That everything is provided was checked by the types of `interpret`.
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) =>
    run(runnable as Runnable<A, B, E, never>, providers as ReadonlyArray<Provider<P>>, options)
})

/**
 * As {@link inProcess}, for functions that start a run when they are given a signal: nothing happens before, each time is a run
 * of its own, and the signal cancels it.
 *
 * Errors: as {@link inProcess}.
 * @example
 * const { signal } = new AbortController()
 * await stoppable().interpret(Step.pure((n: number) => n + 1))(1)(signal) // => { _tag: "Completed", output: 2 }
 */
export const stoppable = <P extends string = never, N = never>(
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): Interpreter<Kleisli<Stoppable>, P | ServedInProcess> => ({
  name: "in-process, stoppable",
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) => {
    // As above.
    const start = run(runnable as Runnable<A, B, E, never>, providers as ReadonlyArray<Provider<P>>, options)
    return (input: A) => (signal: AbortSignal) => start(input, { signal })
  }
})
