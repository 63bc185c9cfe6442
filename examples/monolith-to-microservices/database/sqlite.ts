/**
 * SQLite, with rows that are checked.
 * @module
 */
import { DatabaseSync } from "@photostructure/sqlite"
import { isLeft } from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { PathReporter } from "io-ts/lib/PathReporter.js"

/** What can be given for a `?`. */
export type Value = string | number | null

/** A database in one file. */
export interface Database {
  readonly rows: <A>(
    codec: t.Decoder<unknown, A>,
    sql: string,
    ...values: ReadonlyArray<Value>
  ) => ReadonlyArray<A>
  /** The only row, or none. */
  readonly row: <A>(
    codec: t.Decoder<unknown, A>,
    sql: string,
    ...values: ReadonlyArray<Value>
  ) => A | undefined
  /** Gives the number of rows that were changed. */
  readonly change: (sql: string, ...values: ReadonlyArray<Value>) => number
  /** Does all of it, or, when `keep` says no or something is thrown, nothing. */
  readonly transaction: <A>(act: () => A, keep: (result: A) => boolean) => A
  readonly close: () => void
}

/** Opens the file, and makes the tables of `schema` when they are not there. */
export const openDatabase = (path: string, schema: string): Database => {
  const sqlite = new DatabaseSync(path)
  // What is committed survives the end of the process. A shop of real customers survives power cuts, too, and leaves this
  // line out; a rehearsal opens some thousand databases, and each would wait for the disk.
  sqlite.exec("PRAGMA synchronous = OFF")
  // One process has the file to itself, and need not lock it anew for every transaction.
  sqlite.exec("PRAGMA locking_mode = EXCLUSIVE")
  sqlite.exec(`BEGIN; ${schema} COMMIT;`)
  const statements = new Map<string, ReturnType<typeof sqlite.prepare>>()
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? sqlite.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const database: Database = {
    rows: (codec, sql, ...values) =>
      prepared(sql)
        .all(...values)
        .map((row: unknown) => checked(codec, row, sql)),
    row: (codec, sql, ...values) => database.rows(codec, sql, ...values)[0],
    change: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    transaction: (act, keep) => {
      sqlite.exec("BEGIN IMMEDIATE")
      try {
        const result = act()
        sqlite.exec(keep(result) ? "COMMIT" : "ROLLBACK")
        return result
      } catch (cause) {
        sqlite.exec("ROLLBACK")
        throw cause
      }
    },
    close: () => {
      // Prepared statements live until they are collected, and would keep the file locked; the next read gives the lock back.
      sqlite.exec("PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema")
      sqlite.close()
    }
  }
  return database
}

const checked = <A>(codec: t.Decoder<unknown, A>, row: unknown, sql: string): A => {
  const decoded = codec.decode(row)
  if (isLeft(decoded))
    throw new Error(`A row of "${sql}" is not as expected: ${PathReporter.report(decoded).join("; ")}`)
  return decoded.right
}
