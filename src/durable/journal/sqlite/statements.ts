/**
 * All SQL that a journal says while it is open, prepared once.
 * @module
 */
import type { DatabaseSyncInstance, StatementSyncInstance } from "@photostructure/sqlite"

/** A row, column by column. */
export type Row = ReadonlyArray<unknown>

/** What a journal says, by its purpose. */
export type Statements = Readonly<Record<keyof typeof sql, StatementSyncInstance>>

/**
 * Prepares everything.
 *
 * Errors: throws what SQLite throws when the tables are not there.
 */
export const statementsOf = (database: DatabaseSyncInstance): Statements =>
  Object.fromEntries(
    Object.entries(sql).map(([purpose, text]) => [purpose, database.prepare(text, { returnArrays: true })])
    // The same names, each with its statement.
  ) as unknown as Statements

const sql = {
  nextEpoch: "UPDATE writer SET epoch = epoch + 1 RETURNING epoch",
  epoch: "SELECT epoch FROM writer",
  // Takes the right to write at once, so that what is read in the transaction stays true in it.
  begin: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  savepoint: "SAVEPOINT lawful_attempt",
  undo: "ROLLBACK TO lawful_attempt",
  release: "RELEASE lawful_attempt",
  get: "SELECT value, sum FROM record WHERE key = ?",
  forward: "SELECT key, value, sum FROM record WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
  backward: "SELECT key, value, sum FROM record WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?",
  put: "INSERT INTO record (key, value, sum) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, sum = excluded.sum",
  remove: "DELETE FROM record WHERE key = ?"
} as const
