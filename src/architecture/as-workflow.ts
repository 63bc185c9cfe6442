/**
 * Equivalence, the other way: an operation of a service as a workflow of nothing else.
 * @module
 */
import { pivot, undoable } from "../combinators/saga.ts"
import type { Effect, Operation } from "../core/operation.ts"
import type { AnyStep, Step } from "../core/step.ts"
import { make, type Workflow } from "../core/workflow.ts"

/** What the operation's workflow does to the world, for callers: what the operation does. */
export type EffectOf<X> = [X] extends [never]
  ? "readonly"
  : [X] extends [`${string} (no undo)`]
    ? "undoable"
    : "irreversible"

/** How an operation becomes a workflow. */
export interface AsWorkflowOptions<B, R> {
  /** 1 when left out. */
  readonly version?: number
  /** Takes back what was done when the workflow is cancelled meanwhile. Without it the operation is a point of no return. */
  readonly undo?: Step<B, unknown, never, R, unknown>
}

/**
 * Makes a workflow of an operation, with its codecs and its effect.
 *
 * Laws: `asService(asWorkflow(o)).run = o`, up to ids and as long as nobody cancels (laws/equivalence.ts).
 *
 * Errors: throws `workflow/invalid` as `Workflow.make` does.
 * @example
 * import { asWorkflow } from "lawful/architecture"
 * const Till = Signature.make("Till", { balance: { input: t.string, output: t.number, effect: "readonly" } })
 * const till = implement(Till, { balance: (account) => account.length })
 * await run(asWorkflow("balance", Till.balance), [till])("ab") // => { _tag: "Completed", output: 2 }
 */
export const asWorkflow = <const N extends string, A, B, E, R, X, R2 = never>(
  name: N,
  operation: Operation<A, B, E, R, X>,
  { version = 1, undo }: AsWorkflowOptions<B, R2> = {}
): Workflow<N, A, B, E, R | R2> & { readonly effect: EffectOf<X> } => {
  const { input, output, error, effect } = operation.request.operation
  const workflow = make(name, {
    version,
    input,
    output,
    ...(error === undefined ? {} : { error }),
    effect,
    // The codecs at the border are those of the operation, and so are the types.
    body: bodyOf(operation, effect, undo) as Step<never, never>
  })
  return workflow as unknown as Workflow<N, A, B, E, R | R2> & { readonly effect: EffectOf<X> }
}

const bodyOf = (operation: AnyStep, effect: Effect, undo: AnyStep | undefined): AnyStep => {
  if (effect !== "undoable") return operation
  return undo === undefined ? pivot(operation) : undoable(operation, undo as Step<unknown, unknown>)
}
