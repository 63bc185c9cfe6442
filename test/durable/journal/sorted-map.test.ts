/**
 * A sorted map is a map, sorted.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sortedMap } from "../../../src/durable/journal/sorted-map.ts"

/** Keys of which many are equal, and more than fit into one block. */
const keys = fc.nat({ max: 3000 }).map((number) => `k${number}`)

const changes = fc.array(fc.record({ key: keys, remove: fc.boolean() }), {
  minLength: 2000,
  maxLength: 6000,
  size: "max"
})

describe("a sorted map", () => {
  it("has the records of a map, in order, however they came in", () => {
    fc.assert(
      fc.property(
        changes,
        fc.array(fc.tuple(keys, keys, fc.boolean(), fc.nat({ max: 900 }))),
        (all, ranges) => {
          const map = sortedMap<number>()
          const model = new Map<string, number>()
          for (const [index, { key, remove }] of all.entries())
            if (remove && index % 3 === 0) {
              map.delete(key)
              model.delete(key)
            } else {
              map.set(key, index)
              model.set(key, index)
            }
          const sorted = [...model].sort(([one], [other]) => (one < other ? -1 : 1))

          expect(map.size()).toBe(model.size)
          expect(map.range({ from: "", to: "~" })).toEqual(sorted)
          for (const [from, to, reverse, limit] of ranges) {
            const inside = sorted.filter(([key]) => key >= from && key < to)
            const expected = (reverse ? inside.reverse() : inside).slice(0, limit)
            expect(map.range({ from, to, reverse, limit })).toEqual(expected)
          }
        }
      ),
      { numRuns: 20, seed: 20_261_123 }
    )
  })

  it("is empty again when all records have been removed", () => {
    const map = sortedMap<number>()
    for (let number = 0; number < 2000; number++) map.set(`k${number}`, number)

    for (let number = 1999; number >= 0; number--) map.delete(`k${number}`)

    expect([map.size(), map.range({ from: "", to: "~" })]).toEqual([0, []])
  })
})
