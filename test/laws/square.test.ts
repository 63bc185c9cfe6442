/**
 * The square holds for orders in a table, a cache and messages, and finds what is wrong with other mappings.
 */
import { describeLaws, squareLaws, wordsOf } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { orders, ordersWith, squareMutants } from "./mutants-of-maps/orders.ts"

const options = { numRuns: 200, seed: 20_261_122 }

describeLaws(squareLaws(orders), { describe, it }, options)

describe("each law of the square", () => {
  it("finds a bug in some mapping", () => {
    const ids = squareLaws(orders).laws.map(({ id }) => id)
    const killing = new Set(squareMutants.flatMap(([, , laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(squareMutants.map(([name, mapping, laws]) => ({ name, mapping, laws })))(
  "a mapping that $name",
  ({ mapping, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = squareLaws(ordersWith(mapping)).only(id).laws

      expect((await law?.run(options))?.status).toBe("failed")
    })
  }
)

describe("the report of a square", () => {
  it("names the call, after the fewest others, and what differs", async () => {
    const [, mapping] = squareMutants[0] ?? []
    const [law] = mapping === undefined ? [] : squareLaws(ordersWith(mapping)).only("F4/square").laws

    const words = law === undefined ? "" : wordsOf(law, await law.run(options))

    expect(words).toContain('history = total("two") ; create({id: "two", total: 1})')
    expect(words).toContain('o = total("two")')
    expect(words).toContain("as it is meant")
  })
})
