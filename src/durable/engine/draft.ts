/**
 * Drafts: what will be committed next, and the journal as it will be then.
 * @module
 */
import { type SortedMap, sortedMap } from "../journal/sorted-map.ts"
import type { JournalEntry, Range, Records, Value, Write } from "../journal/journal.ts"

/** Records to be changed together, read as if they had been. */
export class Draft {
  readonly #records: Records
  /** By the letter that keys begin with: few kinds of record are ever searched while they change. */
  readonly #kinds = new Map<string, Map<string, Value | null>>()
  /** The same in order, of kinds that are searched when many of them have changed. */
  readonly #sorted = new Map<string, SortedMap<Value | null>>()

  constructor(records: Records) {
    this.#records = records
  }

  put(key: string, value: Value | null): void {
    const letter = key.charAt(0)
    let kind = this.#kinds.get(letter)
    if (kind === undefined) this.#kinds.set(letter, (kind = new Map<string, Value | null>()))
    kind.set(key, value)
    this.#sorted.get(letter)?.set(key, value)
  }

  get(key: string): Value | undefined {
    const value = this.#kinds.get(key.charAt(0))?.get(key)
    return value === undefined ? this.#records.get(key) : (value ?? undefined)
  }

  range(range: Range): ReadonlyArray<JournalEntry> {
    const changed = this.#changed(range)
    if (changed.length === 0) return this.#records.range(range)
    const { limit = Infinity, reverse = false } = range
    // As many more as may have been removed.
    const enough = Number.isFinite(limit) ? { ...range, limit: limit + changed.length } : range
    const found = new Map<string, Value | null>([
      ...this.#records.range(enough).map(({ key, value }) => [key, value] as const),
      ...changed
    ])
    const entries = [...found].flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
    const sign = reverse ? -1 : 1
    return entries.sort((one, other) => (one.key < other.key ? -sign : sign)).slice(0, limit)
  }

  #changed({ from, to }: Range): ReadonlyArray<readonly [string, Value | null]> {
    const letter = from.charAt(0)
    const kind = this.#kinds.get(letter)
    if (kind === undefined) return []
    if (kind.size <= FEW) return [...kind].filter(([key]) => key >= from && key < to)
    let sorted = this.#sorted.get(letter)
    if (sorted === undefined) {
      this.#sorted.set(letter, (sorted = sortedMap<Value | null>()))
      for (const [key, value] of kind) sorted.set(key, value)
    }
    return sorted.range({ from, to })
  }

  /** All changes. */
  writes(): ReadonlyArray<Write> {
    return [...this.#kinds.values()].flatMap((kind) => [...kind].map(([key, value]) => ({ key, value })))
  }
}

/** To look through so many is quicker than to keep them in order. */
const FEW = 32
