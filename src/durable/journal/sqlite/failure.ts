/**
 * What SQLite and the file system say, as failures of a journal: with a code, the file, their own words, and what to do.
 * @module
 */
import { JournalFailure, type JournalFailureCode } from "../journal-failure.ts"

/** Makes the failure for an error that was thrown while something was done to a file. */
export const failureOf = (file: string, doing: string, error: unknown): JournalFailure => {
  if (error instanceof JournalFailure) return error
  const code = codeOf(error)
  return new JournalFailure(
    code,
    file,
    `${doing} the journal "${file}": ${saying(error)}. ${remedies[code]}`,
    error
  )
}

/** Whether SQLite threw this. */
export const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && (error as Partial<SqliteError>).code === "ERR_SQLITE_ERROR"

/** Whether somebody else holds a lock that this needs. */
export const isBusy = (error: unknown): boolean => isSqliteError(error) && error.sqliteCode === SQLITE_BUSY

/** An error of `@photostructure/sqlite`. */
export interface SqliteError extends Error {
  readonly code: "ERR_SQLITE_ERROR"
  /** The primary result code; iterators do not tell it. */
  readonly sqliteCode?: number
  readonly sqliteCodeName?: string
  /** What the operating system said, where it was asked. */
  readonly systemErrno?: number
}

const codeOf = (error: unknown): JournalFailureCode => {
  if (!isSqliteError(error)) return "journal/unavailable"
  const { sqliteCode = 0, systemErrno = 0 } = error
  if (sqliteCode === SQLITE_CANTOPEN && forbidden.has(systemErrno)) return "journal/readonly"
  return codes.get(sqliteCode) ?? "journal/unavailable"
}

const SQLITE_BUSY = 5
const SQLITE_CANTOPEN = 14

/** What the primary result codes of SQLite mean; the others are about this moment. */
const codes: ReadonlyMap<number, JournalFailureCode> = new Map([
  // Statements are the same every time, so one that makes no sense (SQLITE_ERROR), or a value that does not fit (CONSTRAINT,
  // MISMATCH), has met tables that are not as they were made.
  [1, "journal/corrupted"],
  [19, "journal/corrupted"],
  [20, "journal/corrupted"],
  // CORRUPT
  [11, "journal/corrupted"],
  // PERM, READONLY
  [3, "journal/readonly"],
  [8, "journal/readonly"],
  // FULL
  [13, "journal/full"],
  // NOTADB
  [26, "journal/foreign"]
])

/** EPERM, EACCES, EROFS: on every system that has them, they have these numbers. */
const forbidden: ReadonlySet<number> = new Set([1, 13, 30])

const saying = (error: unknown): string =>
  isSqliteError(error)
    ? `SQLite says "${error.message}"${error.sqliteCodeName === undefined ? "" : ` (${error.sqliteCodeName})`}`
    : String(error)

const remedies: Readonly<Record<JournalFailureCode, string>> = {
  "journal/locked": "Stop the other engine, or open this one as standby.",
  "journal/fenced": "Stop this engine; the other one continues its runs.",
  "journal/foreign": "Give the path of a journal, or of a file that does not exist yet.",
  "journal/newer": "Use the version of Lawful that wrote it, or a later one.",
  "journal/corrupted": "Stop the engine, keep a copy of the file, and put a backup in its place.",
  "journal/readonly": "Let the user of this process write to the file and to its folder.",
  "journal/full": "Make room on the disk; what was committed is still there.",
  "journal/unavailable": "See to the disk, and try again; what was committed is still there.",
  "journal/closed": "Open it again to read or write."
}
