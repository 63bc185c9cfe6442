/**
 * The durable engine on journals that betray it in one way each, and the laws that find it.
 */
import { type Journal, memoryJournal, type Records, type Value, type Write } from "lawful/durable"
import { durable, durableRecovery, interpreterLaws, type LawSet, recoveryLaws } from "lawful/laws"

/** What is wrong, what it is checked on, and the laws that find it. */
export type WrongEngine = readonly [
  name: string,
  wrong: () => ReadonlyArray<LawSet>,
  laws: ReadonlyArray<string>
]

/** A journal in memory that makes something else of what is written. */
const writing = (change: (writes: ReadonlyArray<Write>) => ReadonlyArray<Write>) => (): Journal => {
  const journal = memoryJournal()
  return {
    name: journal.name,
    open: async (options) => {
      const records: Records = await journal.open(options)
      return { ...records, commit: (work) => records.commit((transaction) => change(work(transaction))) }
    }
  }
}

/** Writes only records of which this is true. */
const only = (wanted: (key: string, value: Value | null) => boolean): (() => Journal) =>
  writing((writes) => writes.filter(({ key, value }) => wanted(key, value)))

/** Leaves out lines of what happened. */
const withoutLines = (unwanted: RegExp): (() => Journal) =>
  writing((writes) =>
    writes.map(({ key, value }) => ({
      key,
      value:
        key.startsWith("e/") && typeof value === "string" && value !== ""
          ? value
              .split("\n")
              .filter((line) => !unwanted.test(line))
              .join("\n")
          : value
    }))
  )

/** Writes what it was given the time before. */
const late = (): Journal => {
  let before: ReadonlyArray<Write> = []
  return writing((writes) => {
    const now = before
    before = writes
    return now
  })()
}

const onJournal = (name: string, journal: () => Journal) => (): ReadonlyArray<LawSet> => [
  interpreterLaws(durable({ name, journal })),
  recoveryLaws(durableRecovery({ name, journal }))
]

const wrong = (name: string, laws: ReadonlyArray<string>, journal: () => Journal): WrongEngine => [
  name,
  onJournal(name, journal),
  laws
]

export const engineMutants: ReadonlyArray<WrongEngine> = [
  wrong("forgets that something was started", ["J2"], withoutLines(/^\{"kind":"started"/)),
  wrong("forgets what was answered", ["J1"], withoutLines(/"kind":"succeeded"/)),
  wrong(
    "forgets which timers are due",
    ["R3/sum"],
    only((key, value) => !key.startsWith("t/") || value === null)
  ),
  wrong(
    "forgets who waits for events",
    ["W1"],
    only((key, value) => !key.startsWith("w/") || value === null)
  ),
  wrong(
    "keeps no events",
    ["W1"],
    only((key, value) => !key.startsWith("m/") || value === null)
  ),
  wrong(
    "forgets which runs are under way",
    ["J1"],
    only((key, value) => !key.startsWith("l/running/") || value === null)
  ),
  wrong(
    "forgets the ids of runs",
    ["J1"],
    only((key) => !key.startsWith("n/"))
  ),
  wrong("writes everything too late", ["J2"], late)
]
