/**
 * The laws' own test: each law finds a bug in some interpreter, and each bug is found by some law.
 *
 * `LAWS_TABLE=1 npm run laws` prints the whole table.
 */
import { allSets, inProcess, interpreterLaws } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { mutants } from "./mutants/all.ts"
import { kills } from "./mutants/kills.ts"
import { killed, lawsOf } from "./table.ts"

const ids = allSets(interpreterLaws(inProcess)).flatMap(({ laws }) => laws.map(({ id }) => id))

describe("the laws", () => {
  it("have ids that differ", () => {
    expect(ids).toHaveLength(new Set(ids).size)
  })

  it("each kill a mutant", () => {
    const named = new Set(Object.values(kills).flat())

    expect(ids.filter((id) => !named.has(id))).toEqual([])
  })

  it("together kill every mutant", () => {
    expect(Object.keys(mutants).filter((name) => kills[name] === undefined)).toEqual([])
  })
})

describe.each(Object.entries(kills))("an interpreter that %s", (mutant, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const result = await lawsOf(mutant).get(id)?.run({ numRuns: 400, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})

describe.runIf(process.env["LAWS_TABLE"] === "1")("the table law x mutant", () => {
  it("is full", async () => {
    const table = await killed(40, 5)

    for (const [id, names] of table) console.log(`${id}: ${names.join(", ")}`)
    expect([...table].filter(([, names]) => names.length === 0)).toEqual([])
  }, 1_800_000)
})
