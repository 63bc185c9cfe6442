/**
 * The laws of the machine find what is wrong with one.
 */
import { describe, expect, it } from "vitest"
import { killersOf, search } from "../table.ts"
import { machineKills } from "./kills.ts"
import { machineMutants } from "./mutants.ts"

describe("the laws of the machine", () => {
  it("together kill every mutant", () => {
    expect(Object.keys(machineMutants).filter((name) => machineKills[name] === undefined)).toEqual([])
  })

  it("each kill a mutant", () => {
    const named = new Set(Object.values(machineKills).flat())

    expect([...named]).toEqual(
      expect.arrayContaining(["F3", "F3/report", "F3/synchronous", "F3/cancel", "J1", "J2", "J3", "J4", "J5"])
    )
  })
})

describe.each(Object.entries(machineKills))("a machine that %s", (mutant, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const killers = await killersOf(machineMutants[mutant]?.() ?? [], search, [id])

    expect(killers).toEqual([id])
  })
})
