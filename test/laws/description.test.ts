/**
 * Descriptions keep their word, weights respect the equations of steps, and semirings are semirings; and each of these laws
 * finds what is wrong with others.
 */
import { allSets, describeLaws, descriptionLaws, type LawSet, lawSet } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { describerMutants, sound } from "./mutants-of-descriptions/describers.ts"
import { semiringMutants, soundSemirings } from "./mutants-of-descriptions/semirings.ts"
import { soundWeights, weightMutants } from "./mutants-of-descriptions/weighers.ts"

describeLaws(descriptionLaws(sound), { describe, it }, { numRuns: 200, seed: 20_261_122 })
for (const set of [...soundSemirings, ...soundWeights])
  describeLaws(set, { describe, it }, { numRuns: 100, seed: 20_261_122 })

const mutants: ReadonlyArray<readonly [string, LawSet, ReadonlyArray<string>]> = [
  ...describerMutants.map(([mutant, laws]) => [mutant.name, descriptionLaws(mutant), laws] as const),
  ...semiringMutants,
  ...weightMutants
]

describe("each law of descriptions, weights and semirings", () => {
  it("finds a bug in something", () => {
    const sets = [descriptionLaws(sound), ...soundSemirings.slice(0, 1), ...soundWeights.slice(0, 1)]
    const ids = allSets(lawSet("all", sets, [])).flatMap((set) => set.laws.map(({ id }) => id))
    const killing = new Set(mutants.flatMap(([, , laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(mutants)("what %s", (_, set, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const [law] = set.only(id).laws

    const result = await law?.run({ numRuns: 1_000, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})
