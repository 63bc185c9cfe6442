/**
 * The laws of the relations between workflows and services hold, and find what is wrong with others.
 */
import { describeLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { relationMutants, relations } from "./mutants-of-relations/all.ts"

const options = { numRuns: 60, seed: 20_261_122 }

for (const { sets } of relations) for (const set of sets) describeLaws(set, { describe, it }, options)

describe("each law of a relation", () => {
  it("finds a bug in something", () => {
    const ids = relations.flatMap(({ sets }) => sets.flatMap(({ laws }) => laws.map(({ id }) => id)))
    const killing = new Set(relationMutants.flatMap(([, , laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(relationMutants.map(([name, set, laws]) => ({ name, set, laws })))("$name", ({ set, laws }) => {
  it.each(laws)("breaks %s", async (id) => {
    const [law] = set().only(id).laws

    const result = await law?.run({ numRuns: 400, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})
