/**
 * Warnings: what nobody forbids, and looks like a mistake.
 *
 * A structural mistake makes a workflow invalid; a warning says something that is true and that hardly anybody means.
 * @module
 */

/** The codes of warnings; each is explained in docs/reference/errors.md. */
export type WarningCode =
  | "describe/unreachable"
  | "describe/never-retried"
  | "describe/never-wins"
  | "describe/retries-cut-off"
  | "describe/undo-missing"
  | "describe/race-on-resource"
  | "describe/event-never-sent"
  | "describe/deadlock"

/** One warning. */
export interface Warning {
  readonly code: WarningCode
  /** The id of the node. */
  readonly place: string
  /** What is the matter, and what to do about it. */
  readonly message: string
}

/** Takes down a warning. */
export type Warn = (code: WarningCode, place: string, message: string) => void
