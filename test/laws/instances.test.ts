/**
 * Steps are instances of the type classes of fp-ts that lawful/fp-ts says they are, and the laws find what is none.
 */
import { describeLaws, inProcess, instanceLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { instanceMutants } from "./mutants-of-maps/instances.ts"
import { killersOf, search } from "./table.ts"

describeLaws(instanceLaws()(inProcess), { describe, it }, { numRuns: 60, seed: 20_261_122 })

describe.each(instanceMutants)("an instance that %s", (_, instances, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    expect(await killersOf([instanceLaws(instances)(inProcess)], search, [id])).toEqual([id])
  })
})
