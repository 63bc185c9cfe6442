/**
 * A journal in a file of SQLite.
 *
 * One table of records in write-ahead-log mode. What `commit` returns from is on the disk: SQLite waits for it in each commit
 * (`synchronous = FULL`). A writer is kept alone twice: a lock tells the others that it lives (`writer-lock.ts`), and an epoch in
 * the file itself keeps it from writing when somebody has taken its place all the same (`records.ts`).
 *
 * Laws: laws/journal.ts; what is lost with the power, and what is not: test/durable/journal/power-cut.test.ts.
 * @module
 */
import { existsSync, lstatSync, realpathSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite"
import type { Journal } from "../journal.ts"
import { JournalFailure } from "../journal-failure.ts"
import { failureOf } from "./failure.ts"
import { recordsOf } from "./records.ts"
import { migrate, refuseForeign } from "./schema.ts"
import type { Row } from "./statements.ts"
import { lockWriter } from "./writer-lock.ts"

/** How a journal is kept. */
export interface SqliteOptions {
  /**
   * `full`: what has been committed survives a power cut. `normal`: it survives the process, and a power cut may take back the
   * last commits, never a part of one; quicker where the disk is slow. `full` when left out.
   */
  readonly synchronous?: "full" | "normal"
}

/**
 * Makes a journal of a file, which is created when it is not there. Its folder has to exist.
 *
 * Laws: `journalLaws`.
 *
 * Errors: throws a `RangeError` when the path is empty, a URI, `:memory:`, or has a NUL in it (`journal/path`); what else can be
 * wrong is found by `open`.
 * @example
 * import { mkdtempSync } from "node:fs"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import { sqlite } from "lawful/durable"
 * const journal = sqlite(join(mkdtempSync(join(tmpdir(), "orders-")), "orders.db"))
 * const records = await journal.open({ standby: false })
 * records.commit(() => [{ key: "a", value: "1" }])
 * records.get("a") // => "1"
 * records.close()
 */
export const sqlite = (
  path: string,
  { synchronous = "full" }: SqliteOptions = {}
): Journal<DatabaseSyncInstance> => {
  checkPath(path)
  return {
    name: path,
    open: async (options) => {
      const file = placeOf(path)
      refuseForeign(path, file)
      const lock = await lockWriter(path, file, options)
      let database: DatabaseSyncInstance | undefined
      try {
        database = new DatabaseSync(file, { timeout: BUSY_MS })
        prepare(path, database, synchronous)
        return recordsOf({ name: path, file, database, release: lock.release })
      } catch (error) {
        database?.close()
        lock.release()
        throw failureOf(path, "Cannot open", error)
      }
    }
  }
}

/** Makes a database a journal, and this connection one that writes it as it should be written. */
const prepare = (name: string, database: DatabaseSyncInstance, synchronous: "full" | "normal"): void => {
  // Set before the first write, which a migration may be.
  database.exec("PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON")
  // In a rollback journal, so that a new file says whose it is before there is a log beside it.
  migrate(name, database)
  const [mode] = database.prepare("PRAGMA journal_mode = WAL", { returnArrays: true }).get() as Row
  if (mode !== "wal")
    throw new JournalFailure(
      "journal/unavailable",
      name,
      `The journal "${name}" is on a filesystem that cannot keep the log of SQLite (its mode stays "${String(mode)}"). Put it on a local disk.`
    )
  database.exec(
    `PRAGMA journal_size_limit = ${LOG_BYTES}; PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA synchronous = ${synchronous.toUpperCase()}`
  )
}

/** How long a commit waits for another program that writes to the file, or repairs it, in milliseconds. */
const BUSY_MS = 1000

/** How long the log gets before it is moved into the file: measured, a third quicker than the 1000 that SQLite would take. */
const LOG_PAGES = 4000

/** How much of the file is kept in memory, at most. */
const CACHE_KIB = 8000

/** The log is cut to this when it has been longer, as it gets while somebody reads for a long time. */
const LOG_BYTES = 64 * 1024 * 1024

const checkPath = (path: string): void => {
  const wrong =
    path === ""
      ? 'expected the path of a file (was "")'
      : path.includes("\0")
        ? `expected the path of a file (was ${JSON.stringify(path)}, which has a NUL in it)`
        : path === ":memory:"
          ? "expected the path of a file (was :memory:). Use memoryJournal() for a journal that need not survive its process"
          : /^file:/i.test(path)
            ? `expected the path of a file (was the URI ${path}). Use fileURLToPath of node:url`
            : undefined
  if (wrong !== undefined) throw new RangeError(`${wrong}. (journal/path)`)
}

/** Where the file really is: the lock stands beside it, whatever links lead there. */
const placeOf = (path: string): string => {
  const wanted = resolve(path)
  const folder = dirname(wanted)
  try {
    // A link that leads nowhere is refused, since nobody could say where the file will be.
    if (lstatSync(wanted, { throwIfNoEntry: false }) !== undefined) return realpathSync(wanted)
    return join(realpathSync(folder), basename(wanted))
  } catch (error) {
    const remedy = existsSync(folder)
      ? "Give the path of a file that this process can reach."
      : `Make the folder "${folder}" first.`
    throw new JournalFailure(
      "journal/unavailable",
      path,
      `The journal "${path}" cannot be reached: ${String(error)}. ${remedy}`,
      error
    )
  }
}
