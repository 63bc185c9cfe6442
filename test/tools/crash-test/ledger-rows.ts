/**
 * What operations have written into the journal's own database.
 *
 * @module
 */
import { DatabaseSync } from "@photostructure/sqlite"
import type { Violation } from "./violation.ts"

/** The labels of the rows of each run, in the order in which they were written. */
export type LedgerRows = ReadonlyMap<string, ReadonlyArray<string>>

/** Reads them while no process has the journal open. */
export const readLedger = (file: string): LedgerRows => {
  const database = new DatabaseSync(file)
  try {
    const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'posting'").get()
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
