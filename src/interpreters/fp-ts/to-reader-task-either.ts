/**
 * Workflows as readers: what a step requires comes with its run, out of a record.
 *
 * The requirements of a step are an environment and its errors are a Left, so the types of a step are those of a
 * ReaderTaskEither, one for one.
 *
 * Laws: those of the in-process interpreter, and that nothing is lost on the way (laws/transformation.ts).
 * @module
 */
import type { ReaderTaskEither } from "fp-ts/lib/ReaderTaskEither.js"
import type { Provider } from "../../core/implementation.ts"
import type { Interpreter, Runnable } from "../../core/interpreter.ts"
import type { Target } from "../../core/target.ts"
import type { CallOptions, Options, ServedInProcess } from "../in-process/run.ts"
import { eitherOf } from "./either-of.ts"
import { type AnySignature, type Environment, providersIn } from "./environment.ts"
import { type Called, prepared } from "./to-task-either.ts"

/** A reader of what is required and not `Met`, whose task gives the output of a run, or its typed error. */
export interface ReaderTaskEithers<S extends AnySignature, Met, Needs> extends Target {
  readonly morphism: ReaderTaskEither<
    Environment<Exclude<this["R"] | Needs, Met>, S, Met>,
    this["E"],
    this["B"]
  >
}

/**
 * Makes an interpreter that sends steps to functions that give a ReaderTaskEither, whose environment is a record of what the
 * step requires, by name. The services of the `signatures` may be written with TaskEither; `providers` are needed no more.
 *
 * A step is compiled once for each environment, which is read then; so hand on the same record rather than copies of it. As to
 * the rest, see `toTaskEither`.
 *
 * Errors: the reader throws as `run` does; for how its task rejects, see `toTaskEither`.
 * @example
 * import * as TE from "fp-ts/lib/TaskEither.js"
 * import { toReaderTaskEither } from "lawful/fp-ts"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const greet = toReaderTaskEither([Greeter]).interpret(Greeter.greet)
 * const polite = { Greeter: { greet: (name: string) => TE.right(`Good day, ${name}`) } }
 * await greet("Ada")(polite)() // => { _tag: "Right", right: "Good day, Ada" }
 */
export const toReaderTaskEither = <S extends AnySignature = never, P extends string = never, N = never>(
  signatures: ReadonlyArray<S> = [],
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): Interpreter<Called<ReaderTaskEithers<S, P | ServedInProcess, N>>> => ({
  name: "fp-ts ReaderTaskEither",
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) => {
    const compile = (environment: AnyEnvironment) =>
      prepared(runnable, [...providers, ...providersIn(environment, signatures)], options)
    const compiled = new WeakMap<object, ReturnType<typeof compile>>()
    return (input: A, call?: CallOptions): ReaderTaskEither<AnyEnvironment, E, B> =>
      (environment) => {
        const execute = compiled.get(environment) ?? compile(environment)
        compiled.set(environment, execute)
        return () => execute(input, call).then(eitherOf<B, E>)
      }
  }
})

type AnyEnvironment = Readonly<Record<string, unknown>>
