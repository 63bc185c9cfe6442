/**
 * Structural mistakes of a workflow: each with a stable code, the place, and what to do.
 * @module
 */

/** The codes of structural mistakes; each is explained in docs/reference/errors.md. */
export type ProblemCode =
  | "workflow/name"
  | "workflow/version"
  | "step/duplicate-id"
  | "step/duplicate-label"
  | "step/definition-clash"
  | "saga/undo-missing"
  | "saga/fallible-after-pivot"
  | "saga/pivot-can-be-cancelled"
  | "saga/at-most-once-pivot"
  | "saga/at-most-once-undo"
  | "time/limit-too-short"
  | "time/retry-never-happens"

/** One structural mistake. */
export interface Problem {
  readonly code: ProblemCode
  /** The id of the node, or the path of the scope. */
  readonly place: string
  readonly message: string
}

/** Takes down a problem. */
export type Report = (code: ProblemCode, place: string, message: string) => void

/** Thrown by `Workflow.make`: all structural mistakes at once. */
export class InvalidWorkflow extends Error {
  override readonly name = "InvalidWorkflow"
  readonly code = "workflow/invalid"
  readonly problems: ReadonlyArray<Problem>
  constructor(workflow: string, problems: ReadonlyArray<Problem>) {
    const lines = problems.map(({ code, place, message }) => `  at ${place}: ${message} (${code})`)
    super(
      `Workflow "${workflow}" has ${problems.length} structural ${problems.length === 1 ? "mistake" : "mistakes"}:\n${lines.join("\n")}\n(workflow/invalid)`
    )
    this.problems = problems
  }
}
