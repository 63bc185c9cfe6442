/**
 * The laws of footprints hold for an implementation that is honest, and find what others do not declare.
 */
import * as t from "io-ts"
import * as fc from "fast-check"
import { implement, Signature } from "lawful"
import { check, describeLaws, footprintLaws, wordsOf, wordsOfReport } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { footprintMutants, shopWith } from "./mutants-of-maps/shop.ts"

const options = { numRuns: 200, seed: 20_261_122 }
const laws = footprintLaws(shopWith({}))

describeLaws(laws, { describe, it }, options)

describe("the laws of footprints", () => {
  it("are one for each two operations with disjoint footprints, and one for each operation", () => {
    expect(laws.laws.map(({ id }) => id)).toEqual([
      "F13/place|reserve",
      "F13/place|look",
      "F13/drop|reserve",
      "F13/drop|look",
      "F13/writes/place",
      "F13/writes/drop",
      "F13/writes/reserve",
      "F13/writes/look"
    ])
  })

  it("each find a bug in some implementation", () => {
    const killing = new Set(footprintMutants.flatMap(([, , found]) => found))

    expect(laws.laws.map(({ id }) => id).filter((id) => !killing.has(id))).toEqual([])
  })

  it("are skipped when no operation declares a footprint", async () => {
    const Silent = Signature.make("Silent", {
      greet: { input: t.string, output: t.string, effect: "readonly" }
    })
    const world = () => ({
      providers: [implement(Silent, { greet: (name) => name })],
      resources: () => ({})
    })

    const report = await check(footprintLaws({ signature: Silent, inputs: { greet: fc.string() }, world }))

    expect(wordsOfReport(report)).toContain("no operation of Silent declares a footprint")
    expect(report.counts.passed).toBe(0)
  })

  it("name the table that is not declared, after the fewest calls", async () => {
    const [, bugs] = footprintMutants[0] ?? []
    const [law] = footprintLaws(shopWith(bugs ?? {})).only("F13/writes/place").laws

    const words = law === undefined ? "" : wordsOf(law, await law.run(options))

    expect(words).toContain("history = nothing")
    expect(words).toContain("place changes audit, and declares writes of orders only.")
  })
})

describe.each(footprintMutants.map(([name, bugs, found]) => ({ name, bugs, found })))(
  "an implementation that $name",
  ({ bugs, found }) => {
    it.each(found)("breaks %s", async (id) => {
      const [law] = footprintLaws(shopWith(bugs)).only(id).laws

      expect((await law?.run(options))?.status).toBe("failed")
    })
  }
)
