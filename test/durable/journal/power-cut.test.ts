/**
 * What a power cut leaves of a SQLite journal: all that was acknowledged, and never a part of a commit.
 *
 * Until the disk has said that it holds what was written, it may hold any part of it. So the files are kept as they are after
 * each commit, when the disk has said so, and in between every mixture of neighbours may be found.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as fc from "fast-check"
import { type JournalEntry, sqlite, type Write } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { copyOf, folder } from "./tested.ts"

const FRAME = 24 + 4096
const HEADER = 32
const SECTOR = 512

/** The files after a commit, and what they hold. */
interface State {
  readonly main: Buffer
  readonly log: Buffer
  readonly held: ReadonlyArray<JournalEntry>
}

const everything = { from: " ", to: "~~" }

/** Commits of several sizes; the log is moved into the file every few pages, so that it begins anew several times. */
const recorded = async (synchronous: "full" | "normal", commits: number): Promise<ReadonlyArray<State>> => {
  const { path, remove } = folder()
  const file = join(path, "a.db")
  const records = await sqlite(file, { synchronous }).open({ standby: false })
  const state = (): State => ({
    main: readFileSync(file),
    log: readFileSync(`${file}-wal`),
    held: records.range(everything)
  })
  records.commit(({ handle }) => {
    handle.exec("PRAGMA wal_autocheckpoint = 12")
    return []
  })
  const states = [state()]
  for (let number = 1; number <= commits; number++) {
    records.commit(() => changes(number))
    states.push(state())
  }
  records.close()
  remove()
  return states
}

/** What a commit changes: something new, something that every commit changes, and something that goes. */
const changes = (number: number): ReadonlyArray<Write> => [
  { key: `c/${number}`, value: String(number).repeat(((number * 7919) % 5000) + 1) },
  { key: "last", value: String(number) },
  { key: `c/${number - 4}`, value: null }
]

/** Opens files as they were found, and gives the index of the state that they hold. */
const found = async (
  states: ReadonlyArray<State>,
  main: Uint8Array,
  log: Uint8Array
): Promise<{ readonly state: number; readonly damage: ReadonlyArray<string> }> => {
  const { path, remove } = folder()
  const file = join(path, "a.db")
  writeFileSync(file, main)
  writeFileSync(`${file}-wal`, log)
  const records = await sqlite(file).open({ standby: false })
  const held = JSON.stringify(records.range(everything))
  const damage = records.check()
  records.close()
  remove()
  return { state: states.findIndex((state) => JSON.stringify(state.held) === held), damage }
}

/** The first part of the new file, and behind it what was there before. */
const cut = (before: Buffer, after: Buffer, at: number): Buffer =>
  Buffer.concat([after.subarray(0, at), before.subarray(at)])

/** Some sectors of the new file, and the others as they were before, or zero where there was nothing. */
const mixed = (before: Buffer, after: Buffer, chosen: (sector: number) => boolean): Buffer => {
  const result = Buffer.alloc(Math.max(before.length, after.length))
  before.copy(result)
  for (let at = 0; at < after.length; at += SECTOR)
    if (chosen(at / SECTOR)) after.copy(result, at, at, Math.min(at + SECTOR, after.length))
  return result
}

const pairs = (states: ReadonlyArray<State>): ReadonlyArray<readonly [State, State, number]> =>
  states.slice(1).map((after, index) => [states[index] as State, after, index])

const boundaries = (log: Buffer): ReadonlyArray<number> => [
  0,
  ...Array.from(
    { length: Math.floor((log.length - HEADER) / FRAME) + 1 },
    (_, frame) => HEADER + frame * FRAME
  )
]

describe("a power cut while a commit is written", () => {
  it("leaves the commit or the one before it, wherever the log ends", async () => {
    const states = await recorded("full", 14)
    const restarts = pairs(states).filter(
      ([before, after]) => !after.log.subarray(0, HEADER).equals(before.log.subarray(0, HEADER))
    )
    const wrong: Array<unknown> = []
    let kept = 0

    for (const [before, after, index] of pairs(states))
      for (const boundary of boundaries(after.log))
        for (const at of [boundary, boundary + 11, boundary + 2000]) {
          const { state, damage } = await found(states, before.main, cut(before.log, after.log, at))
          if (state === index + 1) kept++
          if (![index, index + 1].includes(state) || damage.length > 0)
            wrong.push({ index, at, state, damage })
        }

    expect(wrong).toEqual([])
    expect(restarts.length).toBeGreaterThan(1)
    expect(kept).toBeGreaterThan(states.length)
  })

  it("leaves the commit or the one before it, whichever sectors of the log were written", async () => {
    const states = await recorded("full", 10)

    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: states.length - 2 }),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        async (index, choice) => {
          const [before, after] = [states[index] as State, states[index + 1] as State]
          // A log that begins anew has a new header, and SQLite waits for the disk before it writes anything behind it.
          const begun = cut(before.log, after.log, HEADER)
          const log = mixed(begun, after.log, (sector) => choice[sector % choice.length] === true)

          const { state, damage } = await found(states, before.main, log)

          expect([index, index + 1]).toContain(state)
          expect(damage).toEqual([])
        }
      ),
      { numRuns: 150, seed: 20_261_123 }
    )
  })
})

describe("a power cut while the log is moved into the file", () => {
  it("leaves every commit, whichever sectors of the file were written", async () => {
    const states = await recorded("full", 14)
    const moved = pairs(states).filter(([before, after]) => !after.main.equals(before.main))

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...moved),
        fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
        async ([before, after, index], choice) => {
          const main = mixed(before.main, after.main, (sector) => choice[sector % choice.length] === true)

          expect(await found(states, main, after.log)).toEqual({ state: index + 1, damage: [] })
        }
      ),
      { numRuns: 100, seed: 20_261_123 }
    )
  })
})

describe("a power cut of a journal that does not wait for the disk", () => {
  it("leaves the first commits and no part of one, wherever the log ends", async () => {
    const states = await recorded("normal", 12)
    const last = states.at(-1) as State
    const wrong: Array<unknown> = []
    const left: Array<number> = []

    for (const boundary of boundaries(last.log))
      for (const at of [boundary, boundary + 2000]) {
        const { state, damage } = await found(states, last.main, last.log.subarray(0, at))
        left.push(state)
        if (state < 0 || damage.length > 0) wrong.push({ at, state, damage })
      }

    expect(wrong).toEqual([])
    expect(left).toEqual([...left].sort((one, other) => one - other))
  })

  it("leaves every commit when the log was being moved into the file", async () => {
    const { path, remove } = folder()
    const file = join(path, "a.db")
    const records = await sqlite(file).open({ standby: false })
    records.commit(() => Array.from({ length: 500 }, (_, n) => ({ key: `c/${n}`, value: "v".repeat(400) })))
    const moved = copyOf(file, join(path, "moved.db"))
    records.close()

    // The first page has been moved, which tells of pages that have not.
    const page = readFileSync(file).subarray(0, 4096)
    const main = readFileSync(moved)
    page.copy(main)
    writeFileSync(moved, main)
    const again = await sqlite(moved).open({ standby: false })

    expect(again.range(everything)).toHaveLength(500)
    again.close()
    remove()
  })
})
