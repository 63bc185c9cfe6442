/**
 * A map in the order of its keys.
 *
 * Entries lie in blocks of a few hundred, and blocks in a list: to find a key takes two binary searches, to put one in moves
 * at most one block. Measured, this is quicker than a balanced tree for all sizes that fit into memory.
 *
 * Laws: an ordered map (test/durable/journal/sorted-map.test.ts).
 * @module
 */
import type { Range } from "./journal.ts"

/** A map from text to `V`, in the order of code units. */
export interface SortedMap<V> {
  readonly size: () => number
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly delete: (key: string) => void
  readonly range: (range: Range) => Array<readonly [key: string, value: V]>
}

/** Makes an empty map. */
export const sortedMap = <V>(): SortedMap<V> => {
  const values = new Map<string, V>()
  // No block is empty.
  const blocks: Array<Array<string>> = []

  /** The block in which a key is or belongs: the last one that starts at it or before it. */
  const blockOf = (key: string): number =>
    Math.max(0, firstIndex(blocks.length, (index) => (blocks[index]?.[0] ?? "") > key) - 1)

  const split = (at: number, block: Array<string>): void => {
    // Keys mostly come in rising order, and then the first half is never touched again: it stays nearly full.
    const half = at === blocks.length - 1 ? LARGEST - LARGEST / 8 : LARGEST / 2
    blocks.splice(at + 1, 0, block.splice(half))
  }

  return {
    size: () => values.size,
    get: (key) => values.get(key),
    set: (key, value) => {
      const known = values.has(key)
      values.set(key, value)
      if (known) return
      const at = blockOf(key)
      const block = blocks[at]
      if (block === undefined) {
        blocks.push([key])
        return
      }
      block.splice(indexIn(block, key), 0, key)
      if (block.length > LARGEST) split(at, block)
    },
    delete: (key) => {
      if (!values.delete(key)) return
      const at = blockOf(key)
      const block = blocks[at] ?? []
      block.splice(indexIn(block, key), 1)
      if (block.length === 0) blocks.splice(at, 1)
    },
    range: ({ from, to, limit = Number.POSITIVE_INFINITY, reverse = false }) => {
      const found: Array<readonly [string, V]> = []
      if (from >= to) return found
      const take = (key: string): void => {
        // Every key of a block has a value.
        found.push([key, values.get(key) as V])
      }
      const step = reverse ? -1 : 1
      for (
        let at = blockOf(reverse ? to : from);
        at >= 0 && at < blocks.length && found.length < limit;
        at += step
      ) {
        const block = blocks[at] ?? []
        const start = indexIn(block, from)
        const end = indexIn(block, to)
        if (reverse) for (let i = end - 1; i >= start && found.length < limit; i--) take(block[i] ?? "")
        else for (let i = start; i < end && found.length < limit; i++) take(block[i] ?? "")
        // The range ends inside this block.
        if (reverse ? start > 0 : end < block.length) break
      }
      return found
    }
  }
}

const LARGEST = 512

/** Where a key is in a block, or would be. */
const indexIn = (block: ReadonlyArray<string>, key: string): number =>
  firstIndex(block.length, (index) => (block[index] ?? "") >= key)

/** The first index at which something holds that goes on to hold. */
const firstIndex = (length: number, holds: (index: number) => boolean): number => {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
