/**
 * The laws of journals find what is wrong with others. That ours keep them: test/durable/journal.
 */
import { check, journalLaws, wordsOfReport } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { inMemory } from "../durable/journal/tested.ts"
import { journalMutants } from "./mutants-of-journals/journals.ts"

const options = { numRuns: 200, seed: 20_261_123, shrink: false }

describe("the laws of journals", () => {
  it("each find a bug in some journal", () => {
    const killing = new Set(journalMutants.flatMap(([, , found]) => found))

    expect(
      journalLaws(inMemory)
        .laws.map(({ id }) => id)
        .filter((id) => !killing.has(id))
    ).toEqual([])
  })

  it("say which one is skipped where operations have nothing to write with", async () => {
    const report = await check(journalLaws(inMemory).only("journal/attempt"))

    expect(wordsOfReport(report)).toContain("memory gives operations nothing to write with")
  })
})

describe.each(journalMutants.map(([name, wrong, found]) => ({ name, wrong, found })))(
  "a journal that $name",
  ({ wrong, found }) => {
    it.each(found)("breaks %s", async (id) => {
      const [law] = wrong.only(id).laws

      expect((await law?.run(options))?.status).toBe("failed")
    })
  }
)
