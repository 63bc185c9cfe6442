/**
 * The lock of the one writer: a small file beside the journal that the writer keeps locked as long as it lives.
 *
 * The operating system gives the lock back when a process ends, however it ends, so a journal is never locked by the dead. The
 * file is a SQLite database, empty for ever, because SQLite knows how to lock a file on every system; the journal itself stays
 * unlocked, so that other programs can read it. That two writers never write does not rest on this: see `epoch` in `records.ts`.
 * @module
 */
import { setTimeout } from "node:timers/promises"
import { DatabaseSync } from "@photostructure/sqlite"
import type { OpenJournal } from "../journal.ts"
import { JournalFailure } from "../journal-failure.ts"
import { failureOf, isBusy } from "./failure.ts"

/** A lock that is held. */
export interface WriterLock {
  readonly release: () => void
}

/**
 * Takes the lock, or waits for it.
 *
 * Errors: rejects with a {@link JournalFailure}, `journal/locked` among them, or with the reason of the signal.
 */
export const lockWriter = async (
  name: string,
  path: string,
  { standby, signal }: OpenJournal
): Promise<WriterLock> => {
  for (;;) {
    signal?.throwIfAborted()
    const lock = attempt(name, `${path}-lock`)
    if (lock !== undefined) return lock
    if (!standby)
      throw new JournalFailure(
        "journal/locked",
        name,
        `The journal "${name}" is written by another engine, in this process or another one. Stop that one first, or open this one as standby.`
      )
    await setTimeout(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() =>
      signal?.throwIfAborted()
    )
  }
}

/** How often a standby looks whether the writer has ended, in milliseconds. */
const POLL_MS = 150

const attempt = (name: string, file: string): WriterLock | undefined => {
  let database: ReturnType<typeof open> | undefined
  try {
    database = open(file)
    return { release: () => database?.close() }
  } catch (error) {
    if (isBusy(error)) return undefined
    throw failureOf(name, `Cannot lock the file "${file}" of`, error)
  }
}

/** Opens and locks it; closes it when that fails. */
const open = (file: string): InstanceType<typeof DatabaseSync> => {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // Nothing is ever written, so there is nothing to keep for a rollback.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
