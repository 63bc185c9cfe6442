import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Heap } from "../../../src/durable/admission/heap.ts"

interface Element {
  weight: number
}

describe("a heap", () => {
  it("has first what comes first, however elements were put in, moved and taken out", () => {
    const move = fc.record({ which: fc.nat(15), weight: fc.option(fc.nat(1000)) })

    fc.assert(
      fc.property(fc.array(move, { maxLength: 200, size: "max" }), (all) => {
        const heap = new Heap<Element>((one, other) => one.weight < other.weight)
        const elements: ReadonlyArray<Element> = Array.from({ length: 16 }, () => ({ weight: 0 }))
        const inside = new Set<Element>()

        for (const { which, weight } of all) {
          const element = elements[which] ?? { weight: 0 }
          if (weight === null) {
            heap.remove(element)
            inside.delete(element)
          } else {
            element.weight = weight
            heap.put(element)
            inside.add(element)
          }

          const least = Math.min(...[...inside].map((one) => one.weight))
          expect(heap.first?.weight ?? Infinity).toBe(least)
        }
      }),
      { numRuns: 500 }
    )
  })
})
