/**
 * The laws of rewriting hold for the optimiser, on the interpreter and on the machine, and find what is wrong with others.
 */
import { allSets, describeLaws, inProcess, machine, rewritingLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { optimiserMutants } from "./mutants-of-rules/optimisers.ts"

const options = { numRuns: 100, seed: 20_261_123, maxSchedules: 60 }

describeLaws(rewritingLaws(inProcess), { describe, it }, options)
describeLaws(
  rewritingLaws(machine),
  { describe: (_, body) => describe("on the machine", body), it },
  { ...options, numRuns: 30 }
)

describe("each law of rewriting", () => {
  it("finds a bug in some optimiser", () => {
    const ids = allSets(rewritingLaws(inProcess)).flatMap((set) => set.laws.map(({ id }) => id))
    const killing = new Set(optimiserMutants.flatMap(([, , laws]) => laws))

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(optimiserMutants)("an optimiser that %s", (_, mutant, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const [law] = rewritingLaws(inProcess, mutant).only(id).laws

    const result = await law?.run({ numRuns: 2000, seed: 5, maxSchedules: 60, shrink: false })

    expect(result?.status).toBe("failed")
  })
})
