/**
 * The laws' own test: each law finds a bug in some interpreter, and each bug is found by some law.
 */
import { allSets } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { kills as allKills } from "./catalogue.ts"
import { interpreters } from "./interpreters.ts"
import { kills } from "./mutants/kills.ts"
import { killersOf, lawsIn, search, wrong } from "./table.ts"

const sets = interpreters.flatMap((interpreter) => interpreter.sets)

describe("the laws", () => {
  it.each(sets)("of the set $name have ids that differ", (set) => {
    const ids = allSets(set).flatMap(({ laws }) => laws.map(({ id }) => id))

    expect(ids).toHaveLength(new Set(ids).size)
  })

  it("each kill a mutant", () => {
    const named = new Set(Object.values(allKills).flat())

    expect(
      lawsIn(sets)
        .map(({ id }) => id)
        .filter((id) => !named.has(id))
    ).toEqual([])
  })

  it("together kill every mutant", () => {
    expect(Object.entries(allKills).filter(([, laws]) => laws.length === 0)).toEqual([])
    expect(Object.keys(kills).filter((name) => wrong[name] === undefined)).toEqual([])
  })
})

describe.each(Object.entries(kills))("an interpreter that %s", (mutant, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const killers = await killersOf(wrong[mutant]?.() ?? [], search, [id])

    expect(killers).toEqual([id])
  })
})
