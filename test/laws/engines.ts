/**
 * The durable engine on each journal, as a subject of laws.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { memoryJournal, sqlite } from "lawful/durable"
import type { TestedJournal } from "lawful/laws"

/** In memory if there is such a place: laws open thousands of files, and are not about disks. */
const places = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as () => void

let folder: string | undefined
let files = 0

/** A file that is not there yet; all go with the process. */
const freshFile = (): string => {
  if (folder === undefined) {
    const made = mkdtempSync(join(places, "lawful-laws-"))
    process.once("exit", () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  // SQLite keeps a closed file open until its statements have been collected, and there are thousands.
  if (files % 500 === 499) collect()
  // The engines of earlier runs have ended; a few more are kept for those that are still to end.
  for (const suffix of ["", "-wal", "-shm", "-lock", "-lock-journal"])
    rmSync(join(folder, `${files - 20}.db${suffix}`), { force: true })
  return join(folder, `${files++}.db`)
}

export const onMemory: TestedJournal = { name: "durable-memory", journal: memoryJournal }

export const onSqlite: TestedJournal = { name: "durable-sqlite", journal: () => sqlite(freshFile()) }

export const engines: ReadonlyArray<TestedJournal> = [onMemory, onSqlite]
