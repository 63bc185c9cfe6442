/**
 * A journal in memory: for tests, and for work that need not survive its process.
 *
 * It obeys the same contract as one on disk, except that it ends with the process. Its records outlive the writer, so a test can
 * end an engine, or kill it, and open the same journal again.
 *
 * Laws: laws/journal.ts.
 * @module
 */
import { checkWrite, nestedCommit } from "./checked-write.ts"
import type { Journal, JournalEntry, OpenJournal, Records, Transaction, Value } from "./journal.ts"
import { JournalFailure } from "./journal-failure.ts"
import { type SortedMap, sortedMap } from "./sorted-map.ts"

/** A journal in memory. */
export interface MemoryJournal extends Journal<undefined> {
  /**
   * Lets somebody else write as if the process of the writer had been killed: nothing is closed. The old writer is fenced, so
   * what it goes on to do in this process changes nothing.
   */
  readonly kill: () => void
}

/**
 * Makes an empty journal in memory.
 *
 * Laws: `journalLaws`.
 * @example
 * import { memoryJournal } from "lawful/durable"
 * const journal = memoryJournal()
 * const first = await journal.open({ standby: false })
 * first.commit(() => [{ key: "a", value: "1" }])
 * journal.kill()
 * const second = await journal.open({ standby: false })
 * second.get("a") // => "1"
 */
export const memoryJournal = (): MemoryJournal => {
  const name = "memory"
  const held = sortedMap<Value>()
  const waiting = new Set<() => void>()
  let writer: symbol | undefined

  const leave = (who: symbol | undefined): void => {
    if (who === undefined || writer !== who) return
    writer = undefined
    const [next] = waiting
    next?.()
  }

  const turn = ({ standby, signal }: OpenJournal): Promise<symbol> =>
    new Promise((resolve, reject) => {
      const me = Symbol("writer")
      const enter = (): void => {
        stopWaiting()
        writer = me
        resolve(me)
      }
      const abandon = (): void => {
        stopWaiting()
        reject(signal?.reason)
      }
      const stopWaiting = (): void => {
        waiting.delete(enter)
        signal?.removeEventListener("abort", abandon)
      }
      if (signal?.aborted === true) abandon()
      else if (writer === undefined) enter()
      else if (!standby) reject(locked(name))
      else {
        waiting.add(enter)
        signal?.addEventListener("abort", abandon)
      }
    })

  return {
    name,
    open: async (options) => {
      const me = await turn(options)
      return recordsOf(
        name,
        held,
        () => writer === me,
        () => leave(me)
      )
    },
    kill: () => leave(writer)
  }
}

const locked = (name: string): JournalFailure =>
  new JournalFailure(
    "journal/locked",
    name,
    `The journal "${name}" is written by another engine of this process. Close that one first, or open this one as standby.`
  )

const recordsOf = (
  name: string,
  held: SortedMap<Value>,
  isWriter: () => boolean,
  leave: () => void
): Records<undefined> => {
  let closed = false
  let committing = false
  const open = (): void => {
    if (closed)
      throw new JournalFailure(
        "journal/closed",
        name,
        `The journal "${name}" has been closed. Open it again to read or write.`
      )
  }
  const transaction: Transaction<undefined> = { handle: undefined, attempt: (work) => work() }
  return {
    get: (key) => {
      open()
      const value = held.get(key)
      return value === undefined ? undefined : owned(value)
    },
    range: (range) => {
      open()
      return held.range(range).map(([key, value]): JournalEntry => ({ key, value: owned(value) }))
    },
    commit: (work) => {
      open()
      if (committing) throw nestedCommit()
      committing = true
      try {
        if (!isWriter())
          throw new JournalFailure(
            "journal/fenced",
            name,
            `Another writer has taken over the journal "${name}", so nothing was written. Stop this engine; the other one continues its runs.`
          )
        const writes = work(transaction)
        open()
        for (const write of writes) checkWrite(write)
        for (const { key, value } of writes)
          if (value === null) held.delete(key)
          else held.set(key, owned(value))
      } finally {
        committing = false
      }
    },
    check: () => {
      open()
      return []
    },
    close: () => {
      closed = true
      leave()
    }
  }
}

/** Bytes that whoever gave or gets them may change without changing the journal. */
const owned = (value: Value): Value => (typeof value === "string" ? value : value.slice())
