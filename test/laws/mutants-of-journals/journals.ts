/**
 * Journals with one bug each, and the laws that find it.
 */
import type { DatabaseSyncInstance } from "@photostructure/sqlite"
import { type Journal, memoryJournal, type Records, type Value, type Write } from "lawful/durable"
import { journalLaws, type LawSet, type Tested } from "lawful/laws"
import { inSqlite, testedMemory } from "../../durable/journal/tested.ts"

/** What is wrong, the journal, and the laws that find it. */
export type WrongJournal = readonly [name: string, wrong: LawSet, laws: ReadonlyArray<string>]

type Change<T> = (records: Records<T>) => Partial<Records<T>>

/** A journal whose records do something else. */
const withRecords = <T>(tested: Tested<T>, change: Change<T>): Tested<T> => {
  const wrong = (journal: Journal<T>): Journal<T> => ({
    ...journal,
    open: async (options) => {
      const records = await journal.open(options)
      return { ...records, ...change(records) }
    }
  })
  return { ...tested, journal: wrong(tested.journal), killed: async () => wrong(await tested.killed()) }
}

const memory = (name: string, found: ReadonlyArray<string>, change: Change<undefined>): WrongJournal => [
  name,
  journalLaws({ name, journal: () => withRecords(testedMemory(), change) }),
  found
]

const file = (
  name: string,
  found: ReadonlyArray<string>,
  change: Change<DatabaseSyncInstance>
): WrongJournal => [
  name,
  journalLaws({ ...inSqlite, name, journal: async () => withRecords(await inSqlite.journal(), change) }),
  found
]

/** A journal that is opened otherwise. */
const opened = (
  name: string,
  found: ReadonlyArray<string>,
  make: (tested: Tested<undefined>) => Partial<Tested<undefined>>
): WrongJournal => [
  name,
  journalLaws({
    name,
    journal: () => {
      const tested = testedMemory()
      return { ...tested, ...make(tested) }
    }
  }),
  found
]

/** Changes each value before it is written. */
const writing = (name: string, found: ReadonlyArray<string>, change: (value: Value) => Value): WrongJournal =>
  memory(name, found, ({ commit }) => ({
    commit: (work) =>
      commit((transaction) =>
        work(transaction).map(({ key, value }) => ({ key, value: value === null ? null : change(value) }))
      )
  }))

export const journalMutants: ReadonlyArray<WrongJournal> = [
  memory("loses the last change of a commit", ["journal/map", "journal/killed"], ({ commit }) => ({
    commit: (work) => commit((transaction) => work(transaction).slice(0, -1))
  })),
  memory("removes nothing", ["journal/map", "journal/range"], ({ commit }) => ({
    commit: (work) => commit((transaction) => work(transaction).filter(({ value }) => value !== null))
  })),
  memory("gives the end of a range as well", ["journal/range"], ({ range }) => ({
    range: (wanted) => range({ ...wanted, to: `${wanted.to}\u0000` })
  })),
  memory("counts the limit from the first record always", ["journal/range"], ({ range }) => ({
    range: (wanted) => {
      const found = range({ ...wanted, reverse: false })
      return wanted.reverse === true ? [...found].reverse() : found
    }
  })),
  memory("does not go backwards", ["journal/range"], ({ range }) => ({
    range: (wanted) => range({ ...wanted, reverse: false })
  })),
  memory("orders keys as people do", ["journal/range"], ({ range }) => ({
    range: (wanted) =>
      [...range(wanted)].sort(
        (one, other) => (wanted.reverse === true ? -1 : 1) * one.key.localeCompare(other.key)
      )
  })),
  memory("keeps the first of several changes", ["journal/later", "journal/map"], ({ commit }) => ({
    commit: (work) => commit((transaction) => [...work(transaction)].reverse())
  })),
  memory("writes change after change", ["journal/nothing"], ({ commit }) => ({
    commit: (work) => {
      let writes: ReadonlyArray<Write> = []
      commit((transaction) => {
        writes = work(transaction)
        return []
      })
      for (const write of writes) commit(() => [write])
    }
  })),
  memory("keeps what its work throws to itself", ["journal/nothing"], ({ commit }) => ({
    commit: (work) => {
      try {
        commit(work)
      } catch {}
    }
  })),
  writing("ends text at the first NUL", ["journal/values"], (value) =>
    typeof value === "string" ? (value.split("\u0000")[0] ?? "") : value
  ),
  writing("composes characters", ["journal/values"], (value) =>
    typeof value === "string" ? value.normalize("NFC") : value
  ),
  writing("keeps bytes as text", ["journal/values", "journal/bytes"], (value) =>
    typeof value === "string" ? value : new TextDecoder().decode(value)
  ),
  memory("shares bytes with whoever writes them", ["journal/bytes"], ({ commit, get }) => {
    const shared = new Map<string, Value | null>()
    return {
      commit: (work) =>
        commit((transaction) => {
          const writes = work(transaction)
          for (const { key, value } of writes) shared.set(key, value)
          return writes
        }),
      get: (key) => shared.get(key) ?? get(key)
    }
  }),
  memory("passes over a commit inside of a commit", ["journal/committed"], ({ commit }) => {
    let committing = false
    return {
      commit: (work) => {
        if (committing) return
        committing = true
        try {
          commit(work)
        } finally {
          committing = false
        }
      }
    }
  }),
  memory("reads what is about to be committed", ["journal/committed"], ({ commit, get }) => {
    let committing = false
    return {
      commit: (work) =>
        commit((transaction) => {
          committing = true
          const writes = work(transaction)
          committing = false
          return writes
        }),
      get: (key) => (committing ? "soon" : get(key))
    }
  }),
  memory("can be written to when it is closed", ["journal/reopened"], ({ commit, get, close }) => {
    let closed = false
    return {
      commit: (work) => (closed ? undefined : commit(work)),
      get: (key) => (closed ? undefined : get(key)),
      close: () => {
        closed = true
        close()
      }
    }
  }),
  opened(
    "forgets everything when it is closed",
    ["journal/reopened", "journal/one-writer", "journal/standby"],
    () => ({ journal: { name: "memory", open: (options) => memoryJournal().open(options) } })
  ),
  memory("writes a commit with the next one", ["journal/killed", "journal/map"], ({ commit }) => {
    let kept: ReturnType<Parameters<typeof commit>[0]> = []
    return {
      commit: (work) =>
        commit((transaction) => {
          const writes = kept
          kept = work(transaction)
          return writes
        })
    }
  }),
  opened("lets two write", ["journal/one-writer", "journal/standby"], ({ journal }) => {
    const writer = journal.open({ standby: false })
    return {
      journal: { name: "memory", open: async () => ({ ...(await writer), close: () => undefined }) }
    }
  }),
  opened("refuses standbys", ["journal/standby"], ({ journal }) => ({
    journal: { name: "memory", open: (options) => journal.open({ ...options, standby: false }) }
  })),
  opened("does not hear that a standby is called off", ["journal/standby"], ({ journal }) => ({
    journal: { name: "memory", open: ({ standby }) => journal.open({ standby }) }
  })),
  opened("lets a replaced writer write", ["journal/fenced"], ({ journal }) => {
    let current: Records<undefined> | undefined
    return {
      journal: {
        name: "memory",
        open: async (options) => {
          const records = await journal.open(options)
          current = records
          return { ...records, commit: (work) => current?.commit(work) }
        }
      }
    }
  }),
  file("undoes nothing in an attempt", ["journal/attempt"], ({ commit }) => ({
    commit: (work) => commit(({ handle }) => work({ handle, attempt: (part) => part() }))
  })),
  file("gives up a commit when an attempt fails", ["journal/attempt"], ({ commit }) => ({
    commit: (work) => {
      let failed: Error | undefined
      commit(({ handle, attempt }) => {
        const writes = work({
          handle,
          attempt: (part) => {
            try {
              return attempt(part)
            } catch (error) {
              failed = new RangeError(String(error))
              throw error
            }
          }
        })
        if (failed !== undefined) throw failed
        return writes
      })
    }
  }))
]
