/**
 * Outcomes of halted runs.
 * @module
 */
import type { Cause, Outcome } from "../core/outcome.ts"
import { debtsIn } from "./ledger.ts"
import type { Halt, HaltCause } from "./residual.ts"
import { revived, type Thrown } from "./thrown.ts"
import { values, type Vector } from "./vector.ts"

/** The outcome of a run that halted. What was thrown stays data, so that the outcome can be written down. */
export const outcomeOf = ({ kind, causes, owed }: Halt, done: Vector<string>): Outcome<unknown, unknown> => {
  const undone = [...values(done)]
  const [primary = unknown] = causes
  if (kind === "stuck")
    return { _tag: "Stuck", cause: primary, also: causes.slice(1), owed: debtsIn(owed), undone }
  const decisive = kind === "defect" ? (causes.find((cause) => cause.kind === "defect") ?? primary) : primary
  const also = causes.filter((cause) => cause !== decisive)
  switch (decisive.kind) {
    case "error":
      return { _tag: "Failed", error: decisive.error, also, undone }
    case "defect":
      return { _tag: "Defect", cause: decisive.cause, at: decisive.at, also, undone }
    case "cancelled":
      return { _tag: "Cancelled", reason: decisive.reason, also, undone }
  }
}

const unknown: HaltCause = { kind: "cancelled", reason: undefined }

/** The outcome as a caller sees it: what was thrown is an exception again. */
export const presented = (outcome: Outcome<unknown, unknown>): Outcome<unknown, unknown> => {
  switch (outcome._tag) {
    case "Completed":
      return outcome
    case "Failed":
    case "Cancelled":
      return { ...outcome, also: outcome.also.map(presentedCause) }
    case "Defect":
      return { ...outcome, cause: revived(outcome.cause as Thrown), also: outcome.also.map(presentedCause) }
    case "Stuck":
      return { ...outcome, cause: presentedCause(outcome.cause), also: outcome.also.map(presentedCause) }
  }
}

// Every defect of a residual holds what was thrown as data.
const presentedCause = (cause: Cause): Cause =>
  cause.kind === "defect" ? { ...cause, cause: revived(cause.cause as Thrown) } : cause
