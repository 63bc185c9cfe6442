/**
 * How a run can end.
 * @module
 */

/** The outcome of a run. */
export type Outcome<B, E> = Completed<B> | Failed<E> | Stuck | Cancelled | Defect

/** The run gave its output. */
export interface Completed<out B> {
  readonly _tag: "Completed"
  readonly output: B
}

/** The run failed with a typed error, and everything that it owed has been undone. */
export interface Failed<out E> {
  readonly _tag: "Failed"
  readonly error: E
  /** Failures that came after the first one, while the run was being stopped. */
  readonly also: ReadonlyArray<Cause>
  /** The ids of what has been undone, in the order in which the undos ended. */
  readonly undone: ReadonlyArray<string>
}

/** An undo failed for good: someone has to look. `owed` says exactly what is still to be undone. */
export interface Stuck {
  readonly _tag: "Stuck"
  /** Why the run was being undone. */
  readonly cause: Cause
  /** Why it could not be: what the undos threw, and failures that came after the first one. */
  readonly also: ReadonlyArray<Cause>
  readonly owed: ReadonlyArray<Debt>
  readonly undone: ReadonlyArray<string>
}

/** The run was cancelled from outside, and everything that it owed has been undone. */
export interface Cancelled {
  readonly _tag: "Cancelled"
  readonly reason: unknown
  readonly also: ReadonlyArray<Cause>
  readonly undone: ReadonlyArray<string>
}

/** Something threw or a value did not fit its codec: a bug, not an expected failure. What the run owed has been undone. */
export interface Defect {
  readonly _tag: "Defect"
  readonly cause: unknown
  /** The id of the node where it happened. */
  readonly at: string
  readonly also: ReadonlyArray<Cause>
  readonly undone: ReadonlyArray<string>
}

/** Why something stopped. */
export type Cause =
  | { readonly kind: "error"; readonly error: unknown; readonly at: string }
  | { readonly kind: "defect"; readonly cause: unknown; readonly at: string }
  | { readonly kind: "cancelled"; readonly reason: unknown }

/** An undo that is still owed: its node, and the input it has to get. */
export interface Debt {
  /** The id of the node whose effect is to be undone. */
  readonly of: string
  readonly input: unknown
}
