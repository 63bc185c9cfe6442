/**
 * Environments: the record out of which a reader takes what its steps require.
 * @module
 */
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Implementation, Provider } from "../../core/implementation.ts"
import type { SignatureDescription } from "../../core/signature.ts"
import type { ErrorOf, InputOf, OutputOf } from "../../core/step.ts"
import type { Call } from "./from-either.ts"
import { fromTaskEither } from "./from-task-either.ts"

/**
 * What is required, by name: `Payments` for a signature, `workflow:ship` for a workflow that is called.
 *
 * The services of the signatures `S` are functions that give a TaskEither, or what `implement` makes of plain ones; others are
 * what `implement` makes. A workflow may require what is in the record, and what is `Met` anyway.
 */
export type Environment<R, S extends AnySignature = never, Met = never> = {
  readonly [K in R & string]: Service<K, Extract<S, AnySignature<K>>, R | Met>
}

/** A signature, as far as its name. */
export interface AnySignature<out N extends string = string> {
  readonly "~signature": SignatureDescription<N>
}

/** The operations of a signature as functions that give a TaskEither. */
export type TaskEitherService<S> = {
  readonly [K in Exclude<keyof S, "~signature">]: (
    input: InputOf<S[K]>,
    call: Call
  ) => TaskEither<ErrorOf<S[K]>, OutputOf<S[K]>>
}

type Service<K extends string, S, Needs> = [S] extends [never]
  ? Provider<K, Needs>
  : TaskEitherService<S> | Implementation<K>

/** Finds the providers in a record, and makes some of the services that are functions; the rest of it is for others. */
export const providersIn = (
  environment: Readonly<Record<string, unknown>>,
  signatures: ReadonlyArray<AnySignature>
): ReadonlyArray<Provider<string, unknown>> => [
  ...Object.values(environment).filter(isProvider),
  ...signatures.flatMap((signature) => {
    const { name } = signature["~signature"]
    const service = environment[name]
    return isObject(service) && !isProvider(service) ? [implemented(signature, service)] : []
  })
]

/** The functions stay methods of their service; the interpreter complains of those that are not there. */
const implemented = (
  { "~signature": signature }: AnySignature,
  service: Readonly<Record<string, unknown>>
): Implementation<string> => {
  const handlers = [...signature.operations.keys()].flatMap((name) => {
    const operation = service[name]
    return isOperation(operation) ? [[name, fromTaskEither(operation.bind(service))] as const] : []
  })
  return { kind: "implementation", signature, handlers: Object.fromEntries(handlers) }
}

/** Its types were checked against the signature where the environment was given. */
const isOperation = (value: unknown): value is (input: unknown, call: Call) => TaskEither<unknown, unknown> =>
  typeof value === "function"

const isProvider = (value: unknown): value is Provider<string, unknown> =>
  isObject(value) && (value["kind"] === "implementation" || value["kind"] === "workflow")

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null
