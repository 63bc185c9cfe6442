/**
 * Workflows: a step with a name, a version and codecs at its border; what engines run and journals refer to.
 * @module
 */
import { check } from "./check.ts"
import { type AnyCodec, type CodecLike, from, type TypeOf } from "./codec.ts"
import type { Provider } from "./implementation.ts"
import type { EffectDeclared, Handled } from "./mistake.ts"
import type { Effect } from "./operation.ts"
import { InvalidWorkflow, type Problem } from "./problem.ts"
import type { Step } from "./step.ts"

export { check } from "./check.ts"

/** What others need to know to call a workflow: its name and its types. */
export interface WorkflowReference<out N extends string, in A, out B, out E, out F extends Effect = Effect> {
  readonly name: N
  readonly version: number
  /** What it does to the world as a whole, as seen by a caller. */
  readonly effect: F
  readonly input: AnyCodec
  readonly output: AnyCodec
  readonly error: AnyCodec | undefined
  readonly "~workflow"?: { (input: A): B; readonly error: E } | undefined
}

/** A workflow: a step that can be named, checked, run and called. */
export interface Workflow<out N extends string, in A, out B, out E = never, out R = never>
  extends WorkflowReference<N, A, B, E>,
    Provider<`workflow:${N}`, R> {
  readonly kind: "workflow"
  readonly body: Step<A, B, E, R, unknown>
}

/** The border of a workflow. */
export interface Border<CI, CO, CE, F extends Effect> {
  /** A whole number from 1; raise it when runs in flight must not go on with the new body. */
  readonly version: number
  readonly input: CI
  readonly output: CO
  /** The typed errors that a run may end with; leave it out when the body handles all. */
  readonly error?: CE
  /** What the workflow does to the world, for callers; `undoable` when left out. */
  readonly effect?: F
}

/** The type of a codec that may be missing. */
export type DeclaredType<C> = [C] extends [never] ? never : TypeOf<C>

/**
 * Makes a workflow. Its body is a saga: when it fails or is cancelled, everything that was done is undone.
 *
 * Errors that the body can fail with must be declared, writes must have an undo or be a pivot: otherwise it does not compile.
 *
 * Errors: throws {@link InvalidWorkflow} (`workflow/invalid`) with all structural mistakes; `Workflow.check` gives those of
 * a step as values. Throws `codec/unknown` when a codec is not one.
 * @example
 * const greet = Workflow.make("greet", {
 *   version: 1,
 *   input: t.string,
 *   output: t.string,
 *   body: Step.pure((name: string) => `Good day, ${name}`)
 * })
 * await run(greet)("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const make = <
  const N extends string,
  CI extends CodecLike,
  CO extends CodecLike,
  E,
  R,
  X,
  CE extends CodecLike = never,
  F extends Effect = "undoable"
>(
  name: N,
  definition: Border<CI, CO, CE, F> & {
    readonly body: Step<NoInfer<TypeOf<CI>>, NoInfer<TypeOf<CO>>, E, R, X> &
      EffectDeclared<X, NoInfer<F>> &
      Handled<Exclude<E, DeclaredType<NoInfer<CE>>>>
  }
): Workflow<N, TypeOf<CI>, TypeOf<CO>, E, R> & { readonly effect: F } => {
  const problems = [...borderProblems(name, definition.version), ...check(definition.body)]
  if (problems.length > 0) throw new InvalidWorkflow(name, problems)
  return Object.freeze({
    kind: "workflow",
    ...reference(name, definition),
    body: definition.body
  }) as unknown as Workflow<N, TypeOf<CI>, TypeOf<CO>, E, R> & { readonly effect: F }
}

/**
 * Refers to a workflow by name, for workflows that call themselves or each other.
 *
 * Errors: throws `codec/unknown` when a codec is not one.
 * @example
 * const self = Workflow.reference("countdown", { version: 1, input: t.number, output: t.string, effect: "readonly" })
 * const countdown = Workflow.make("countdown", {
 *   version: 1,
 *   effect: "readonly",
 *   input: t.number,
 *   output: t.string,
 *   body: Step.if((n: number) => n === 0, Step.succeed("lift-off"), pipe(Step.call(self), Step.mapInput((n: number) => n - 1)))
 * })
 * await run(countdown, [countdown])(3) // => { _tag: "Completed", output: "lift-off" }
 */
export const reference = <
  const N extends string,
  CI extends CodecLike,
  CO extends CodecLike,
  CE extends CodecLike = never,
  F extends Effect = "undoable"
>(
  name: N,
  border: Border<CI, CO, CE, F>
): WorkflowReference<N, TypeOf<CI>, TypeOf<CO>, DeclaredType<CE>, F> => ({
  name,
  version: border.version,
  effect: border.effect ?? ("undoable" as F),
  input: from(border.input),
  output: from(border.output),
  error: border.error === undefined ? undefined : from(border.error)
})

const borderProblems = (name: string, version: number): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  if (name.trim() === "" || name.includes("/"))
    problems.push({
      code: "workflow/name",
      place: name,
      message: `expected a name that is not empty and has no "/" (was ${JSON.stringify(name)}).`
    })
  if (!Number.isInteger(version) || version < 1)
    problems.push({
      code: "workflow/version",
      place: name,
      message: `expected a version that is a whole number from 1 (was ${version}).`
    })
  return problems
}
