/**
 * What one writes by hand for this one workflow: a row a step, an index by which the rows of a run are found, and nothing else.
 * It is the limit of what a journal in SQLite can do.
 */
import { join } from "node:path"
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite"
import { increase, type Open, steps } from "./side.ts"

/** A statement does not keep its database: when nothing else does, it is collected, and closed with that. */
const kept: Array<DatabaseSyncInstance> = []

export const open: Open = async (folder, race) => {
  const database = new DatabaseSync(join(folder, "journal.db"))
  kept.push(database)
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
  database.exec(
    `CREATE TABLE step (id INTEGER PRIMARY KEY, run TEXT NOT NULL, step INTEGER NOT NULL, output TEXT NOT NULL);
     CREATE INDEX step_of_run ON step (run)`
  )
  const insert = database.prepare("INSERT INTO step (run, step, output) VALUES (?, ?, ?)")
  const one = async (row: Row): Promise<void> => void insert.run(...row)
  const write = race === "sequential" ? one : inGroups(database, (row) => void insert.run(...row))

  return async (id, input) => {
    let value = input
    for (let step = 0; step < steps; step++) {
      value = increase(value)
      await write([id, step, JSON.stringify(value)])
    }
    return value
  }
}

type Row = readonly [run: string, step: number, output: string]

/** Commits at once what all runs have written until the event loop has gone round. */
const inGroups = (database: DatabaseSyncInstance, write: (row: Row) => void) => {
  let rows: Array<Row> = []
  let written: Array<() => void> = []
  const commit = (): void => {
    const [group, waiting] = [rows, written]
    rows = []
    written = []
    database.exec("BEGIN IMMEDIATE")
    for (const row of group) write(row)
    database.exec("COMMIT")
    for (const resume of waiting) resume()
  }
  return (row: Row): Promise<void> =>
    new Promise((resume) => {
      if (rows.length === 0) setImmediate(commit)
      rows.push(row)
      written.push(resume)
    })
}
