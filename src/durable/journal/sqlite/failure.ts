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
  error instanceof Error && typeof (error as Partial<SqliteError>).sqliteCode === "number"

/** Whether somebody else holds a lock that this needs. */
export const isBusy = (error: unknown): boolean => isSqliteError(error) && error.sqliteCode === 5

/** An error of `@photostructure/sqlite`. */
export interface SqliteError extends Error {
  /** The primary result code. */
  readonly sqliteCode: number
  readonly sqliteExtendedCode?: number
  readonly sqliteCodeName?: string
  /** What the operating system said, where it was asked. */
  readonly systemErrno?: number
}

const codeOf = (error: unknown): JournalFailureCode => {
  if (!isSqliteError(error)) return "journal/unavailable"
  switch (error.sqliteCode) {
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "journal/readonly"
    case SQLITE_CANTOPEN:
      return forbidden.has(error.systemErrno ?? 0) ? "journal/readonly" : "journal/unavailable"
    case SQLITE_FULL:
      return "journal/full"
    // Statements are the same every time, so one that makes no sense has met tables that are not as they were made.
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_CORRUPT:
      return "journal/corrupted"
    case SQLITE_NOTADB:
      return "journal/foreign"
    default:
      return "journal/unavailable"
  }
}

const SQLITE_ERROR = 1
const SQLITE_PERM = 3
const SQLITE_READONLY = 8
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_CANTOPEN = 14
const SQLITE_CONSTRAINT = 19
const SQLITE_MISMATCH = 20
const SQLITE_NOTADB = 26

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
