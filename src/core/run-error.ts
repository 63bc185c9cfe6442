/**
 * What a run throws where only a value or a typed error can be given back: its other outcomes as errors.
 *
 * Targets with an error channel (an Either, an Effect) have room for `Completed` and `Failed`. The rest is not expected by
 * the caller: a defect is thrown as what it is, and these two say all that the outcome said.
 * @module
 */
import type { Cancelled, Cause, Defect, Stuck } from "./outcome.ts"

/** An undo failed for good, so something is still owed. */
export class StuckRun extends Error {
  override readonly name = "StuckRun"
  readonly code = "run/stuck"
  readonly owed: Stuck["owed"]
  readonly undone: Stuck["undone"]
  /** The whole outcome, with why. */
  readonly outcome: Stuck
  constructor(outcome: Stuck) {
    const debts = outcome.owed.map(({ of }) => of).join(", ")
    super(
      `The run is stuck: an undo failed, and this is still to be undone: ${debts}. Find out why in \`outcome.also\`, and undo by hand what is in \`owed\`. (run/stuck)`,
      { cause: thrownBy(outcome.cause) }
    )
    this.owed = outcome.owed
    this.undone = outcome.undone
    this.outcome = outcome
  }
}

/** The run was cancelled, and everything that it owed has been undone. */
export class CancelledRun extends Error {
  /** By this name callers, a run around this one among them, know the answer to their own signal. */
  override readonly name = "AbortError"
  readonly code = "run/cancelled"
  /** The whole outcome: the reason, and what has been undone. */
  readonly outcome: Cancelled
  constructor(outcome: Cancelled) {
    super(
      "The run was cancelled, and what it had done has been undone. Nothing is left to do for whoever cancelled it. (run/cancelled)",
      { cause: outcome.reason }
    )
    this.outcome = outcome
  }
}

/** Gives what is to be thrown when a run ended neither with a value nor with a typed error. */
export const errorOf = (outcome: Stuck | Cancelled | Defect): unknown => {
  switch (outcome._tag) {
    case "Stuck":
      return new StuckRun(outcome)
    case "Cancelled":
      return new CancelledRun(outcome)
    case "Defect":
      return outcome.cause
  }
}

const thrownBy = (cause: Cause): unknown => {
  switch (cause.kind) {
    case "error":
      return cause.error
    case "defect":
      return cause.cause
    case "cancelled":
      return cause.reason
  }
}
