/**
 * Books in a file: tables of SQLite.
 * @module
 */
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite"
import { type Books, type Rows, type Table, tableNames } from "../services/books.ts"

/** A file. */
export type Database = DatabaseSyncInstance

/**
 * Opens the file. What is committed survives the end of the process. For power cuts, `synchronous` has to be FULL: then every
 * call waits for the disk.
 */
export const openDatabase = (path: string): Database => {
  const database = new DatabaseSync(path)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;")
  return database
}

/** The books in a file; tables that are not there yet are made. */
export const sqliteBooks = (database: Database): Books => {
  const tables = tableNames.map((name) => [name, sqliteTable<Rows[typeof name]>(database, name)] as const)
  // Each table has the rows that its name says.
  return Object.fromEntries(tables) as unknown as Books
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

/** A table of rows as JSON, by key; a changed row keeps its place. */
export const sqliteTable = <Row>(database: Database, name: string): Table<Row> => {
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${name} (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, row TEXT NOT NULL) STRICT`
  )
  const one = database.prepare(`SELECT row FROM ${name} WHERE key = ?`)
  const all = database.prepare(`SELECT row FROM ${name} ORDER BY id`)
  const count = database.prepare(`SELECT count(*) AS size FROM ${name}`)
  const put = database.prepare(
    `INSERT INTO ${name} (key, row) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET row = excluded.row`
  )
  return {
    get: (key) => {
      const found = one.get(key) as Stored | undefined
      return found && read<Row>(found)
    },
    set: (key, row) => put.run(key, JSON.stringify(row)),
    values: () => (all.all() as ReadonlyArray<Stored>).map((stored) => read<Row>(stored)),
    get size() {
      return (count.get() as { readonly size: number }).size
    }
  }
}

interface Stored {
  readonly row: string
}

// Only what `set` has written is in the table.
const read = <Row>({ row }: Stored): Row => JSON.parse(row) as Row
