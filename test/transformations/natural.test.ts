/**
 * The transformations that ship are natural and keep composition; ones that do not are found out.
 */
import { allSets, compositionLaws, describeLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import {
  compositionMutants,
  naturalMutants,
  naturalSets,
  thereAndBackLaws
} from "../laws/mutants-of-maps/transformations.ts"

const options = { numRuns: 100, seed: 20_261_123 }

for (const set of naturalSets) describeLaws(set, { describe, it }, options)
describeLaws(thereAndBackLaws, { describe, it }, { ...options, numRuns: 25 })
describeLaws(compositionLaws(), { describe, it }, options)

const all = [...naturalMutants, ...compositionMutants]

describe("each law of natural transformations", () => {
  it("finds a bug in some transformation", () => {
    const killing = new Set(all.flatMap(([, , laws]) => laws))
    const ids = [...naturalSets.slice(0, 1), compositionLaws()].flatMap(({ laws }) =>
      laws.map(({ id }) => id)
    )

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(all.map(([name, set, laws]) => ({ name, set, laws })))(
  "a transformation that $name",
  ({ set, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = allSets(set).flatMap((one) => one.laws.filter((two) => two.id === id))

      const result = await law?.run({ ...options, shrink: false })

      expect(result?.status).toBe("failed")
    })
  }
)
