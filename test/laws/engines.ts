/**
 * The durable engine on each journal, as a subject of laws.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Journal, memoryJournal, type Records, sqlite } from "lawful/durable"
import type { TestedJournal } from "lawful/laws"

/** In memory if there is such a place: laws are not about disks. */
const places = existsSync("/dev/shm") ? "/dev/shm" : tmpdir()

let opened: Promise<Records> | undefined
let parts = 0

/** One file for the whole process: laws make thousands of journals, and each gets a part of it. */
const file = (): Promise<Records> => {
  if (opened === undefined) {
    const folder = mkdtempSync(join(places, "lawful-laws-"))
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
    opened = sqlite(join(folder, "laws.db")).open({ standby: false })
  }
  return opened
}

/** The records whose keys begin with a name of their own. Its writers follow one another: who is killed writes no more. */
const partOfFile = (): Journal => {
  const own = `part-${parts++}/`
  let writer = 0
  return {
    name: "a part of a file",
    open: async () => {
      const { get, range, commit, check } = await file()
      const me = ++writer
      return {
        get: (key) => get(own + key),
        range: ({ from, to, ...rest }) =>
          range({ from: own + from, to: own + to, ...rest }).map(({ key, value }) => ({
            key: key.slice(own.length),
            value
          })),
        commit: (work) => {
          if (me !== writer) throw new Error("somebody else writes")
          commit((transaction) => work(transaction).map(({ key, value }) => ({ key: own + key, value })))
        },
        check,
        close: () => undefined
      }
    }
  }
}

export const onMemory: TestedJournal = { name: "durable-memory", journal: memoryJournal }

export const onSqlite: TestedJournal = { name: "durable-sqlite", journal: partOfFile }

/** What is left of each run is written down at each commit, and the turns that are over are forgotten. */
export const withSnapshots: TestedJournal = {
  name: "durable-snapshots",
  journal: memoryJournal,
  snapshotEvery: 1
}

export const engines: ReadonlyArray<TestedJournal> = [onMemory, withSnapshots, onSqlite]
