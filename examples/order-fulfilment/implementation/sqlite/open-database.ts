/**
 * The file in which the shop keeps its orders, payments and messages.
 * @module
 */
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite"
import type { Country } from "../../domain/order.ts"

/** A database of the shop. */
export type Database = DatabaseSyncInstance

const schema = `
  CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, status TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS payments (bill TEXT PRIMARY KEY, status TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS delivery_area (country TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS done (key TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, body TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS waiting ON outbox (id) WHERE sent = 0;
`

/** Opens the file at `path`, and makes it what it has to be. */
export const openDatabase = (path: string, deliversTo: ReadonlyArray<Country>): Database => {
  const database = new DatabaseSync(path)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;")
  database.exec(schema)
  const add = database.prepare("INSERT OR IGNORE INTO delivery_area VALUES (?)")
  inTransaction(database, () => {
    database.exec("DELETE FROM delivery_area")
    for (const country of deliversTo) add.run(country)
  })
  return database
}

/** Does something wholly or not at all. */
export const inTransaction = <A>(database: Database, act: () => A): A => {
  database.exec("BEGIN IMMEDIATE")
  try {
    const result = act()
    database.exec("COMMIT")
    return result
  } catch (cause) {
    database.exec("ROLLBACK")
    throw cause
  }
}
