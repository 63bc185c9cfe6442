/**
 * Idempotency: what has been done under a key is not done again.
 * @module
 */
import * as t from "io-ts"
import type { Database } from "./sqlite.ts"

/** The table of answers; every database has one. */
export const answersSchema =
  "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL);"

const Known = t.type({ answer: t.string })

/**
 * Does something once for each key, and keeps the answer in the same transaction: either both are there afterwards or none.
 * What did not succeed has had no effect, is not kept, and may be tried again.
 */
export const once = <A>(
  database: Database,
  key: string,
  act: () => A,
  succeeded: (answer: A) => boolean
): A =>
  database.transaction(() => {
    const known = database.row(Known, "SELECT answer FROM answers WHERE key = ?", key)
    // Only what this function has written is in the table, under keys that callers do not use for something else.
    if (known !== undefined) return (JSON.parse(known.answer) as { readonly given: A }).given
    const given = act()
    if (succeeded(given))
      database.change("INSERT INTO answers (key, answer) VALUES (?, ?)", key, JSON.stringify({ given }))
    return given
  }, succeeded)
