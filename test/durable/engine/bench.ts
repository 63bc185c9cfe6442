/**
 * What tests of the engine share: a clock that is moved by hand, journals that can be killed, patience.
 */
import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Clock } from "lawful"
import {
  type Journal,
  memoryJournal,
  type OpenJournal,
  type Records,
  sqlite,
  type Value
} from "lawful/durable"
import { copyOf } from "../journal/tested.ts"

/** A clock that stands still until it is moved. Alarms count what has passed, whatever the clock on the wall shows. */
export class HandClock implements Clock {
  #passed = 0
  #offset: number
  readonly #alarms = new Set<{ readonly at: number; readonly wake: () => void }>()

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#offset = now
  }

  now = (): number => this.#offset + this.#passed

  after = (delay: number, wake: () => void): (() => void) => {
    const alarm = { at: this.#passed + Math.max(0, delay), wake }
    this.#alarms.add(alarm)
    return () => this.#alarms.delete(alarm)
  }

  /** Lets time pass; engines have their turns in between. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#passed + milliseconds
    for (;;) {
      await turns()
      const due = [...this.#alarms].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
      const [next] = due
      if (next === undefined) break
      this.#alarms.delete(next)
      this.#passed = Math.max(this.#passed, next.at)
      next.wake()
    }
    this.#passed = end
    await turns()
  }

  /** Somebody sets the clock on the wall: no time passes. */
  set(milliseconds: number): void {
    this.#offset += milliseconds
  }
}

/** Lets everything happen that needs no time. */
export const turns = async (count = 30): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Waits until something is so. The time-out of the test is the limit. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** A journal whose process can be killed. */
export interface Killable {
  readonly journal: Journal
  /** The journal, as the next process finds it. */
  readonly killed: () => Journal
}

/** In memory. */
export const inMemory = (): Killable => {
  const journal = memoryJournal()
  const killed = (): Journal => {
    journal.kill()
    return journal
  }
  return { journal, killed }
}

const places: Array<string> = []
process.once("exit", () => {
  for (const place of places) rmSync(place, { recursive: true, force: true })
})

/** A folder that is there until the tests have ended. */
export const place = (): string => {
  const made = mkdtempSync(join(tmpdir(), "lawful-engine-"))
  places.push(made)
  return made
}

/** In a file. */
export const inFile = (): Killable => {
  const folder = place()
  let file = join(folder, "0.db")
  let count = 0
  return {
    journal: sqlite(file),
    killed: () => {
      file = copyOf(file, join(folder, `${++count}.db`))
      return sqlite(file)
    }
  }
}

/** Both, for `describe.each`. */
export const journals: ReadonlyArray<readonly [string, () => Killable]> = [
  ["memory", inMemory],
  ["SQLite", inFile]
]

/** Everything that a journal holds, by key. */
export const recordsIn = async (journal: Journal): Promise<Map<string, Value>> => {
  const records = await journal.open({ standby: true })
  const all = recordsOf(records)
  records.close()
  return all
}

/** Everything that an open journal holds, by key. */
export const recordsOf = (records: Records): Map<string, Value> =>
  new Map(records.range({ from: " ", to: "~~" }).map(({ key, value }) => [key, value]))

/** Puts records into a journal that nobody has open. */
export const tamper = async (
  journal: Journal,
  changes: (all: ReadonlyMap<string, Value>) => ReadonlyArray<readonly [string, Value | null]>
): Promise<void> => {
  const records = await journal.open({ standby: false })
  records.commit(() => changes(recordsOf(records)).map(([key, value]) => ({ key, value })))
  records.close()
}

/** A journal whose records are watched, and may refuse. */
export const watched = (
  { name, open }: Journal,
  watch: {
    readonly reads?: (count: number) => void
    readonly beforeCommit?: () => void
    readonly opened?: (records: Records) => void
  }
): Journal => ({
  name,
  open: async (options: OpenJournal) => {
    const records = await open(options)
    watch.opened?.(records)
    return {
      ...records,
      get: (key) => {
        watch.reads?.(1)
        return records.get(key)
      },
      range: (range) => {
        const found = records.range(range)
        watch.reads?.(1 + found.length)
        return found
      },
      commit: (work) => {
        watch.beforeCommit?.()
        records.commit(work)
      }
    }
  }
})

/** The bytes of a file in short. */
export const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** What a promise was rejected with. */
export const refused = async (promise: Promise<unknown>): Promise<Error & { readonly code?: string }> => {
  try {
    await promise
  } catch (cause) {
    return cause as Error & { readonly code?: string }
  }
  throw new Error("It was not refused.")
}
