/**
 * Engines that are broken on purpose: a test that never fails shows nothing.
 *
 * @module
 */
import type { Journal, Records, Transaction, Write } from "lawful/durable"

export type Mutant = "late" | "torn" | "keys" | "ids"

interface Broken {
  /** What it does wrong. */
  readonly words: string
  readonly journal?: <T>(journal: Journal<T>) => Journal<T>
  /** Breaks the key of a call. */
  readonly key?: (key: string) => string
  /** Breaks the id of an event. */
  readonly id?: (id: string) => string
}

let events = 0

export const mutants: Readonly<Record<Mutant, Broken>> = {
  late: {
    words: "says that records are on disk a little before they are",
    journal: (journal) => withRecords(journal, late)
  },
  torn: {
    words: "commits what operations write apart from the records that tell of it",
    journal: (journal) => withRecords(journal, torn)
  },
  keys: { words: "gives a call another key in every process", key: (key) => `${key} of ${process.pid}` },
  ids: {
    words: "takes every delivery of an event for another event",
    id: (id) => `${id}, ${process.pid}.${++events}`
  }
}

const withRecords = <T>(journal: Journal<T>, breaking: (records: Records<T>) => Records<T>): Journal<T> => ({
  name: journal.name,
  open: async (options) => breaking(await journal.open(options))
})

const late = <T>(records: Records<T>): Records<T> => {
  let pending: Array<Write> = []
  const flush = (): void => {
    const writes = pending
    pending = []
    if (writes.length > 0) records.commit(() => writes)
  }
  return {
    ...records,
    get: (key) => {
      flush()
      return records.get(key)
    },
    range: (range) => {
      flush()
      return records.range(range)
    },
    commit: (work) => {
      const writes = workOf(records, work)
      if (pending.length === 0) setTimeout(flush, 30)
      pending.push(...writes)
    },
    close: () => {
      flush()
      records.close()
    }
  }
}

const torn = <T>(records: Records<T>): Records<T> => ({
  ...records,
  commit: (work) => {
    let used = false
    const writes = workOf(records, (transaction) =>
      work({
        ...transaction,
        get handle() {
          used = true
          return transaction.handle
        }
      })
    )
    // Long enough for a kill to come between.
    if (used) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    records.commit(() => writes)
  }
})

/** Commits what operations write, and gives the records that should have been committed with it. */
const workOf = <T>(
  records: Records<T>,
  work: (transaction: Transaction<T>) => ReadonlyArray<Write>
): ReadonlyArray<Write> => {
  let writes: ReadonlyArray<Write> = []
  records.commit((transaction) => {
    writes = work(transaction)
    return []
  })
  return writes
}
