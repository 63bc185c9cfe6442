/**
 * Other workflows as steps, by name.
 * @module
 */
import type { Effect } from "../core/operation.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"
import type { WorkflowReference } from "../core/workflow.ts"

/**
 * Runs another workflow and waits for its output. A workflow may call itself: it is named, not contained.
 *
 * What a called workflow did when it completed is not undone by the caller, unless the call is made undoable.
 *
 * Laws: `call(w) = the body of w`, as far as outputs and errors go (laws/calls.ts).
 * @example
 * const double = Workflow.make("double", { version: 1, effect: "readonly", input: t.number, output: t.number, body: Step.pure((n: number) => n * 2) })
 * await run(Step.call(double), [double])(4) // => { _tag: "Completed", output: 8 }
 */
export const call = <N extends string, A, B, E, F extends Effect>(
  workflow: WorkflowReference<N, A, B, E, F>
): Step<A, B, E, `workflow:${N}`, CallEffect<N, F>> => request(workflow, "await")

/**
 * Starts another workflow without waiting for it, and gives the id of its run.
 *
 * Laws: it does not wait, and its failure does not reach the caller (laws/calls.ts).
 * @example
 * const later = Workflow.make("later", { version: 1, effect: "readonly", input: t.number, output: t.number, body: Step.identity<number>() })
 * Step.detach(later).kind // => "perform"
 */
export const detach = <N extends string, A, B, E, F extends Effect>(
  workflow: WorkflowReference<N, A, B, E, F>
): Step<A, string, never, `workflow:${N}`, CallEffect<N, F>> => request(workflow, "detach")

/** What a call does to the world: a called workflow that writes is a write without an undo until it is given one. */
export type CallEffect<N extends string, F extends Effect> = F extends "readonly"
  ? never
  : F extends "undoable"
    ? `call:${N} (no undo)`
    : `call:${N}`

const request = <N extends string, A, B, E, F extends Effect, C, E2, X>(
  { name, version, effect, input, output, error }: WorkflowReference<N, A, B, E, F>,
  mode: "await" | "detach"
): Step<A, C, E2, `workflow:${N}`, X> =>
  stepOf({
    kind: "perform",
    request: { kind: "call", workflow: name, version, mode, effect, input, output, error }
  })
