/**
 * What operations have written into the journal's own database.
 *
 * @module
 */
import { copyFileSync, existsSync, rmSync } from "node:fs"
import { DatabaseSync } from "@photostructure/sqlite"
import type { Violation } from "./violation.ts"

/** The labels of the rows of each run, in the order in which they were written. */
export type LedgerRows = ReadonlyMap<string, ReadonlyArray<string>>

/**
 * Reads them while no process has the journal open. It reads a copy, because whoever closes a database tidies it up, and the
 * next process is to find it as the last one has left it.
 */
export const readLedger = (journal: string): LedgerRows => {
  const file = `${journal}-read`
  for (const suffix of ["", "-wal"])
    if (existsSync(journal + suffix)) copyFileSync(journal + suffix, file + suffix)
  const database = new DatabaseSync(file)
  try {
    const table: unknown = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'posting'").get()
    const found = (
      table === undefined ? [] : database.prepare("SELECT run, label FROM posting ORDER BY id").all()
    ) as ReadonlyArray<{ readonly run: string; readonly label: string }>
    const rows = new Map<string, Array<string>>()
    for (const { run, label } of found) {
      const labels = rows.get(run)
      if (labels === undefined) rows.set(run, [label])
      else labels.push(label)
    }
    return rows
  } finally {
    database.close()
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true })
  }
}

/** What SQLite finds wrong with the file of a journal that no process has open. */
export const damageOf = (file: string): ReadonlyArray<string> => {
  const database = new DatabaseSync(file)
  try {
    const lines = database.prepare("PRAGMA integrity_check").all() as ReadonlyArray<{
      readonly integrity_check: string
    }>
    return lines.map((line) => line.integrity_check).filter((line) => line !== "ok")
  } finally {
    database.close()
  }
}

/** No row is written twice, whether the run has ended or not. */
export const checkRows = (
  run: string,
  labels: ReadonlyArray<string>,
  found: (violation: Omit<Violation, "run">) => void
): void => {
  for (const [index, label] of labels.entries())
    if (labels.indexOf(label) !== index)
      found({ kind: "doubled", words: `${run} has written ${label} twice` })
}
