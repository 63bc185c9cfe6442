/**
 * The laws of mappings hold for substitution, and find what is wrong with others.
 */
import { allSets, describeLaws, inProcess, mappingLaws, substituting } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { mapperMutants } from "./mutants-of-maps/mapper.ts"

describeLaws(mappingLaws(inProcess, substituting), { describe, it }, { numRuns: 60, seed: 20_261_122 })

describe("each law of mappings", () => {
  it("finds a bug in some mapper", () => {
    const ids = allSets(mappingLaws(inProcess, substituting)).flatMap((set) => set.laws.map(({ id }) => id))
    const killing = new Set(mapperMutants.flatMap(([, laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(mapperMutants)("a mapper that $name", (mutant, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const [law] = mappingLaws(inProcess, mutant).only(id).laws

    const result = await law?.run({ numRuns: 400, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})
