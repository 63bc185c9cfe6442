/**
 * A SQLite journal that is open for writing.
 *
 * Each writer gets a number, the epoch, which stands in the file, and each commit first looks whether it still stands there, in
 * the transaction in which it writes. So who has been replaced writes nothing, whatever happened to its lock.
 * @module
 */
import { statSync } from "node:fs"
import { constants, type DatabaseSyncInstance } from "@photostructure/sqlite"
import { checkWrite, nestedCommit } from "../checked-write.ts"
import type { Records, Transaction, Value, Write } from "../journal.ts"
import { JournalFailure } from "../journal-failure.ts"
import { failureOf, isSqliteError } from "./failure.ts"
import { damageIn } from "./damage.ts"
import { type Row, statementsOf } from "./statements.ts"
import { storedValue, valueOf } from "./stored-value.ts"

/** A file that has its tables, and whose lock is held. */
export interface Held {
  /** What messages call it. */
  readonly name: string
  readonly file: string
  readonly database: DatabaseSyncInstance
  /** Gives the lock back. */
  readonly release: () => void
}

/**
 * Becomes the writer.
 *
 * Errors: throws what SQLite throws.
 */
export const recordsOf = ({ name, file, database, release }: Held): Records<DatabaseSyncInstance> => {
  const statement = statementsOf(database)
  const [epoch] = statement.nextEpoch.get() as Row
  const place = placeOf(file)
  let looked = -Infinity
  let closed = false
  let committing = false
  let handling = false
  /** Why the transaction under way has ended before its time. */
  let ended: Error | undefined

  // The end of a transaction belongs to the journal: a handler that could commit would commit half of what belongs together.
  database.setAuthorizer((action) =>
    handling && action === constants.SQLITE_TRANSACTION ? constants.SQLITE_DENY : constants.SQLITE_OK
  )

  /** Does something of the journal, so that what SQLite says is about the journal. */
  const own = <B>(doing: string, work: () => B): B => {
    if (closed || !database.isOpen) throw closedFailure(name)
    try {
      return work()
    } catch (error) {
      throw isSqliteError(error) ? failureOf(name, doing, error) : error
    }
  }

  /** Does something of a handler, which may end the transaction: SQLite does when the disk is full or fails. */
  const handle = <B>(work: () => B): B => {
    try {
      const result = work()
      stillWhole()
      return result
    } catch (error) {
      stillWhole(error)
      throw error
    }
  }

  const stillWhole = (cause?: unknown): void => {
    if (!database.isOpen) ended ??= closedFailure(name)
    else if (!database.isTransaction)
      ended ??= isSqliteError(cause) ? failureOf(name, "Cannot write to", cause) : endedByHandler(name)
    if (ended !== undefined) throw ended
  }

  const transaction: Transaction<DatabaseSyncInstance> = {
    handle: database,
    attempt: (work) => {
      own("Cannot write to", () => statement.savepoint.run())
      try {
        const result = handle(work)
        statement.release.run()
        return result
      } catch (error) {
        stillWhole()
        statement.undo.run()
        statement.release.run()
        throw error
      }
    }
  }

  const begin = (): void => {
    statement.begin.run()
    const [current] = (statement.epoch.get() ?? []) as Row
    if (current !== epoch) throw fenced(name)
    // Whoever moves the file does not wait for a commit either: looking now and then is as safe, and much cheaper.
    if (performance.now() - looked < LOOK_EVERY) return
    if (placeOf(file) !== place) throw fenced(name)
    looked = performance.now()
  }

  const write = ({ key, value }: Write): void => {
    if (value === null) {
      statement.remove.run(key)
      return
    }
    const stored = storedValue(key, value)
    statement.put.run(key, stored.value, stored.sum)
  }

  const read = (key: string, value: unknown, sum: unknown): Value => {
    const found = valueOf(key, value, sum)
    if (found === undefined) throw damaged(name, key)
    return found
  }

  return {
    get: (key) =>
      own("Cannot read", () => {
        const row = statement.get.get(key) as Row | undefined
        return row === undefined ? undefined : read(key, row[0], row[1])
      }),
    range: ({ from, to, limit = -1, reverse = false }) =>
      own("Cannot read", () =>
        (statement[reverse ? "backward" : "forward"].all(from, to, limit) as Array<Row>).map(
          ([key, value, sum]) => ({ key: String(key), value: read(String(key), value, sum) })
        )
      ),
    commit: (work) => {
      if (committing) throw nestedCommit()
      committing = true
      try {
        own("Cannot write to", begin)
        handling = true
        const writes = handle(() => work(transaction))
        handling = false
        for (const one of writes) checkWrite(one)
        own("Cannot write to", () => {
          for (const one of writes) write(one)
          statement.commit.run()
        })
      } catch (error) {
        handling = false
        if (database.isOpen && database.isTransaction) statement.rollback.run()
        throw ended ?? error
      } finally {
        committing = false
        ended = undefined
      }
    },
    check: () => own("Cannot check", () => damageIn(file)),
    close: () => {
      if (closed) return
      closed = true
      try {
        if (database.isOpen) end(database)
      } finally {
        release()
      }
    }
  }
}

/** Leaves all records in the main file. The binding keeps the log open until statements are collected, so it is emptied here. */
const end = (database: DatabaseSyncInstance): void => {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
  } catch {
    // What is in the log is as safe there: the next writer moves it.
  } finally {
    // It holds on to everything here, and SQLite keeps a file open until the last statement for it has been collected.
    database.setAuthorizer(null)
    database.close()
  }
}

/** Which file is at a path: the path may be given to another one while this one is open. */
/** So often it is looked whether the file is still in its place, in milliseconds. */
const LOOK_EVERY = 50

const placeOf = (path: string): string => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? "nowhere" : `${found.dev}:${found.ino}`
}

const closedFailure = (name: string): JournalFailure =>
  new JournalFailure(
    "journal/closed",
    name,
    `The journal "${name}" has been closed. Open it again to read or write.`
  )

const fenced = (name: string): JournalFailure =>
  new JournalFailure(
    "journal/fenced",
    name,
    `Another writer has taken over the journal "${name}", or its file is not in its place any more, so nothing was written. Stop this engine; the other one continues its runs.`
  )

const damaged = (name: string, key: string): JournalFailure =>
  new JournalFailure(
    "journal/corrupted",
    name,
    `The record "${key}" of the journal "${name}" is not what was written. Stop the engine, keep a copy of the file, and put a backup in its place.`
  )

const endedByHandler = (name: string): RangeError =>
  new RangeError(
    `expected a handler that leaves the transaction of the journal "${name}" to the engine (was ended by it). Call neither COMMIT nor ROLLBACK in an operation with delivery "tx". (journal/transaction-ended)`
  )
