/**
 * Looks for damage in a journal.
 * @module
 */
import { DatabaseSync } from "@photostructure/sqlite"
import { isSqliteError } from "./failure.ts"
import type { Row } from "./statements.ts"
import { valueOf } from "./stored-value.ts"

/**
 * Gives what is wrong with a file, in words, at most a hundred of each kind. Reads through a connection of its own, which sees
 * the file and not what the writer remembers of it.
 */
export const damageIn = (file: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const database = new DatabaseSync(file, { readOnly: true, returnArrays: true })
  try {
    for (const [line] of database.prepare(`PRAGMA integrity_check(${MOST})`).all() as Array<Row>)
      if (line !== "ok") found.push(String(line))
    let wrong = 0
    for (const [key, value, sum] of database
      .prepare("SELECT key, value, sum FROM record NOT INDEXED")
      .iterate() as IterableIterator<Row>)
      if (valueOf(String(key), value, sum) === undefined && wrong++ < MOST)
        found.push(`The record "${String(key)}" is not what was written.`)
  } catch (error) {
    // Some damage keeps SQLite from looking further.
    if (!isSqliteError(error)) throw error
    found.push(error.message)
  } finally {
    database.close()
  }
  return found
}

const MOST = 100
