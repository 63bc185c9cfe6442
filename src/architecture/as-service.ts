/**
 * Equivalence, one way: a workflow as a service with one operation.
 *
 * The operation has the codecs and the effect of the workflow. The implementation runs the workflow in process, and answers a
 * key that it has seen as it did before. A service keeps nothing that it could be asked to take back: what takes back a
 * workflow that has completed is another workflow.
 *
 * Laws: there and back again is the same workflow, and the same operation (laws/equivalence.ts).
 * @module
 */
import { undoable } from "../combinators/saga.ts"
import type { Codec } from "../core/codec.ts"
import type { Implementation, Provider } from "../core/implementation.ts"
import type { Provided } from "../core/mistake.ts"
import type { Effect } from "../core/operation.ts"
import { make, type OperationSpecs, type Signature } from "../core/signature.ts"
import type { Step } from "../core/step.ts"
import type { Workflow } from "../core/workflow.ts"
import type { ServedInProcess } from "../interpreters/in-process/run.ts"
import { type Serving, serving } from "./serving.ts"

/** A workflow as an operation. */
export type RunSpec<A, B, E, F extends Effect> = {
  readonly input: Codec<A>
  readonly output: Codec<B>
  readonly effect: F
  readonly delivery: "idempotent"
} & ([E] extends [never] ? unknown : { readonly error: Codec<E> })

/** The workflow that undoes another, as an operation. */
export interface UndoSpec<B, U> {
  readonly input: Codec<B>
  readonly output: Codec<U>
  readonly effect: "undo"
  readonly delivery: "idempotent"
}

/** A service: what can be asked of it, and how it is implemented by what its workflows need. */
export interface Service<N extends string, O extends OperationSpecs, R> {
  readonly signature: Signature<N, O>
  /** Implements the service; `answers` remembers, in memory when left out. */
  readonly implement: <P extends string = never, Needs = never>(
    providers: ReadonlyArray<Provider<P, Needs>> & Provided<Exclude<R | Needs, P | ServedInProcess>>,
    options?: Serving
  ) => Implementation<N>
}

/**
 * Makes a service of a workflow: its name is the name of the workflow, its operation is called `run`.
 *
 * A workflow that can be undone becomes a write without an undo: the compiler asks whoever uses it for one.
 * `asUndoableService` brings it along.
 *
 * Laws: `asWorkflow(asService(w)) = w`, up to ids and as long as nothing is stuck and nobody cancels (laws/equivalence.ts).
 * @example
 * import { asService } from "lawful/architecture"
 * const greet = Workflow.make("greet", {
 *   version: 1, input: t.string, output: t.string, effect: "readonly", body: Step.pure((name: string) => `Good day, ${name}`)
 * })
 * const Greeter = asService(greet)
 * await run(Greeter.signature.run, [Greeter.implement([])])("Ada") // => { _tag: "Completed", output: "Good day, Ada" }
 */
export const asService = <N extends string, A, B, E, R, F extends Effect>(
  workflow: Workflow<N, A, B, E, R> & { readonly effect: F }
): Service<N, { readonly run: RunSpec<A, B, E, F> }, R> =>
  service(workflow.name, { run: workflow as unknown as AnyWorkflow })

/** A service whose operation can be undone. */
export interface UndoableService<N extends string, O extends OperationSpecs, R, S> extends Service<N, O, R> {
  /** The operation with its undo. */
  readonly undoable: S
}

/**
 * Makes a service of a workflow and of the workflow that undoes it: the operations `run` and `undo`, and the two as one
 * undoable step. The undo gets the output of the workflow, and must not fail.
 *
 * Laws: as {@link asService}; after `undo` the world is what `undo` makes of it (laws/equivalence.ts).
 * @example
 * import { asUndoableService } from "lawful/architecture"
 * const border = { version: 1, input: t.number, output: t.number } as const
 * const book = Workflow.make("book", { ...border, body: Step.pure((n: number) => n + 1) })
 * const cancel = Workflow.make("cancel", { ...border, body: Step.identity<number>() })
 * asUndoableService(book, cancel).undoable.kind // => "scope"
 */
export const asUndoableService = <N extends string, A, B, E, R, U, R2>(
  workflow: Workflow<N, A, B, E, R> & { readonly effect: "undoable" },
  undo: Workflow<string, B, U, never, R2>
): UndoableService<
  N,
  { readonly run: RunSpec<A, B, E, "undoable">; readonly undo: UndoSpec<B, U> },
  R | R2,
  Step<A, B, E, N>
> => {
  const made = service<
    N,
    { readonly run: RunSpec<A, B, E, "undoable">; readonly undo: UndoSpec<B, U> },
    R | R2
  >(workflow.name, {
    run: workflow as unknown as AnyWorkflow,
    undo: { ...undo, effect: "undo" } as unknown as AnyWorkflow
  })
  const { run, undo: back } = made.signature as unknown as Readonly<
    Record<"run" | "undo", Step<never, never>>
  >
  return { ...made, undoable: undoable(run, back) as unknown as Step<A, B, E, N> }
}

type AnyWorkflow = Workflow<string, unknown, unknown, unknown>

/** The operations of a service are the borders of its workflows, so their types are, too. */
const service = <N extends string, O extends OperationSpecs, R>(
  name: N,
  workflows: Readonly<Record<string, AnyWorkflow>>
): Service<N, O, R> => {
  const specs = Object.entries(workflows).map(([operation, { input, output, error, effect }]) => [
    operation,
    {
      input,
      output,
      effect,
      delivery: "idempotent",
      ...(error === undefined || effect === "undo" ? {} : { error })
    }
  ])
  const signature = make(name, Object.fromEntries(specs) as OperationSpecs) as unknown as Signature<N, O>
  return {
    signature,
    implement: (providers, options = {}) => ({
      kind: "implementation",
      signature: signature["~signature"],
      handlers: Object.fromEntries(
        Object.entries(workflows).map(([operation, workflow]) => [
          operation,
          serving(workflow, providers as ReadonlyArray<Provider<string>>, options)
        ])
      )
    })
  }
}
