/**
 * The laws of transformations hold between runtimes that are right, and find what others lose.
 */
import { check, describeLaws, inProcess, transformationLaws, wordsOfReport } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { mutants } from "./mutants/all.ts"
import {
  firstComeFirstServed,
  interpreterMutants,
  runtimeMutants,
  withEffect,
  withHandle
} from "./mutants-of-maps/runtimes.ts"

const options = { numRuns: 60, seed: 20_261_122 }
const identity = transformationLaws({ from: inProcess, to: inProcess })

describeLaws(transformationLaws({ from: inProcess, to: withHandle }), { describe, it }, options)
describeLaws(transformationLaws({ from: inProcess, to: withEffect }), { describe, it }, options)

describe("each law of transformations", () => {
  it("finds a bug in some runtime", () => {
    const killing = new Set([
      ...runtimeMutants.flatMap(([, laws]) => laws),
      ...Object.values(interpreterMutants).flat()
    ])

    expect(identity.laws.map(({ id }) => id).filter((id) => !killing.has(id))).toEqual([])
  })

  it("is skipped when one of the two runtimes cannot do what it needs", async () => {
    const alone = { ...inProcess, name: "one at a time", capabilities: new Set<never>() }

    const report = await check(transformationLaws({ from: inProcess, to: alone }).only("F5/race"))

    expect(wordsOfReport(report)).toContain("in-process or one at a time does not support parallel, race")
    expect(report.counts.passed).toBe(0)
  })
})

describe("a transformation to a runtime with fewer schedules", () => {
  const laws = (relation: "=" | "refines") =>
    transformationLaws({ from: inProcess, to: firstComeFirstServed, relation }).only("F5/parallel")

  it("refines, and is no equality", async () => {
    const refined = await check(laws("refines"), { ...options, numRuns: 200 })
    const equal = await check(laws("="), { ...options, numRuns: 200 })

    expect(refined.counts).toEqual({ passed: 1, failed: 0, skipped: 0, vacuous: 0 })
    expect(equal.counts.failed).toBe(1)
  })
})

const everyMutant = [
  ...runtimeMutants.map(([subject, laws]) => ({ subject, laws })),
  ...Object.entries(interpreterMutants).map(([name, laws]) => {
    const mutant = mutants[name]?.(inProcess)
    if (mutant === undefined) throw new Error(`no mutant "${name}"`)
    return { subject: { ...mutant, name: `a runtime that ${name}` }, laws }
  })
]

describe.each(everyMutant)("$subject.name", ({ subject, laws }) => {
  it.each(laws)("breaks %s", async (id) => {
    const [law] = transformationLaws({ from: inProcess, to: subject }).only(id).laws

    const result = await law?.run({ numRuns: 400, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})
