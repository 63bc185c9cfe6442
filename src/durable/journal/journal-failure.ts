/**
 * What can be wrong with a journal.
 * @module
 */

/** The stable codes of {@link JournalFailure}. */
export type JournalFailureCode =
  /** Another process writes to it. */
  | "journal/locked"
  /** Another process has taken over: this one may not write any more. */
  | "journal/fenced"
  /** It is no journal of Lawful. */
  | "journal/foreign"
  /** A newer version of Lawful has written it. */
  | "journal/newer"
  /** It is damaged. */
  | "journal/corrupted"
  /** It may not be written to. */
  | "journal/readonly"
  /** There is no room left for it. */
  | "journal/full"
  /** The operating system or the database refuses it for now. */
  | "journal/unavailable"
  /** It has been closed. */
  | "journal/closed"

/** A journal cannot be opened, read or written. What was committed before is still there. */
export class JournalFailure extends Error {
  override readonly name = "JournalFailure"
  readonly code: JournalFailureCode
  /** The name of the journal. */
  readonly journal: string
  constructor(code: JournalFailureCode, journal: string, message: string, cause?: unknown) {
    super(`${message} (${code})`, cause === undefined ? {} : { cause })
    this.code = code
    this.journal = journal
  }

  /** Whether the same commit may succeed later, without anybody opening the journal again. */
  get passing(): boolean {
    return this.code === "journal/full" || this.code === "journal/unavailable"
  }
}
