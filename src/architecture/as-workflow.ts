/**
 * Equivalence, the other way: an operation of a service as a workflow of nothing else.
 * @module
 */
import { pivot } from "../combinators/saga.ts"
import type { Operation } from "../core/operation.ts"
import type { Step } from "../core/step.ts"
import { make, type Workflow } from "../core/workflow.ts"

/** What the operation's workflow does to the world, for callers: what the operation does. */
export type EffectOf<X> = [X] extends [never]
  ? "readonly"
  : [X] extends [`${string} (no undo)`]
    ? "undoable"
    : "irreversible"

/**
 * Makes a workflow of an operation, with its codecs and its effect. A write is a point of no return in it: nothing comes after
 * it that could fail, and whoever calls the workflow may undo the whole.
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
export const asWorkflow = <const N extends string, A, B, E, R, X>(
  name: N,
  operation: Operation<A, B, E, R, X>,
  version = 1
): Workflow<N, A, B, E, R> & { readonly effect: EffectOf<X> } => {
  const { input, output, error, effect } = operation.request.operation
  const body = effect === "undoable" ? pivot(operation) : operation
  const workflow = make(name, {
    version,
    input,
    output,
    ...(error === undefined ? {} : { error }),
    effect,
    // The codecs at the border are those of the operation, and so are the types.
    body: body as unknown as Step<never, never>
  })
  return workflow as unknown as Workflow<N, A, B, E, R> & { readonly effect: EffectOf<X> }
}
