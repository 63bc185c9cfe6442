/**
 * Journals to be tested, each in a place of its own.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { DatabaseSyncInstance } from "@photostructure/sqlite"
import { memoryJournal, sqlite, type SqliteOptions } from "lawful/durable"
import type { JournalOptions, Tested, Writing } from "lawful/laws"

/** A folder that is there until it is removed. */
export const folder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), "lawful-journal-"))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Copies a journal as it lies there: what a process that is killed now leaves behind. */
export const copyOf = (file: string, to: string): string => {
  for (const end of ["", "-wal"]) if (existsSync(file + end)) copyFileSync(file + end, to + end)
  return to
}

export const testedMemory = (): Tested<undefined> => {
  const journal = memoryJournal()
  const killed = () => {
    journal.kill()
    return journal
  }
  return { journal, killed, superseded: journal.kill }
}

export const testedSqlite = (options?: SqliteOptions): Tested<DatabaseSyncInstance> => {
  const { path, remove } = folder()
  const file = join(path, "a.db")
  return {
    journal: sqlite(file, options),
    killed: () => sqlite(copyOf(file, join(path, "killed.db")), options),
    superseded: () => rmSync(`${file}-lock`),
    dispose: remove
  }
}

const writing: Writing<DatabaseSyncInstance> = {
  write: (database, text) => {
    database.exec("CREATE TABLE IF NOT EXISTS note (text TEXT)")
    database.prepare("INSERT INTO note (text) VALUES (?)").run(JSON.stringify(text))
  },
  written: (database) =>
    (database.prepare("SELECT text FROM note").all() as ReadonlyArray<{ readonly text: string }>).map(
      ({ text }) => String(JSON.parse(text))
    )
}

export const inMemory: JournalOptions<undefined> = { name: "memory", journal: testedMemory }

export const inSqlite: JournalOptions<DatabaseSyncInstance> = {
  name: "SQLite",
  journal: () => testedSqlite(),
  writing
}
