import { describe, expect, it } from "vitest"
import { instantiations } from "../tools/instantiations.ts"
import { chain, choice, fanOut, mapped, methodChain, record, ring } from "./chains.ts"

describe("the count of instantiations", () => {
  it("is nothing for a file that only imports", async () => {
    expect(await instantiations('import { pipe } from "fp-ts/lib/function.js"')).toBe(0)
  })

  it("is the same each time, and grows with the code", async () => {
    const [short, again, long] = [
      await instantiations(chain(10)),
      await instantiations(chain(10)),
      await instantiations(chain(100))
    ]

    expect(again).toBe(short)
    expect(long).toBeGreaterThan(short + 80)
  })

  it("refuses code that does not compile", async () => {
    await expect(instantiations("const a: string = 1")).rejects.toThrow("whole.ts:1: error TS2322")
  })
})

// Each limit is a tenth above what was measured when it was set. A change that costs more needs a reason.
describe("the budget of", () => {
  it.each([
    ["a pipe of 300 steps", chain(300), 4_800],
    ["a method chain of 300 steps", methodChain(300), 4_800],
    ["a record of 40 fields", record(40), 5_300],
    ["a fan-out to 30 branches", fanOut(30, "read"), 1_000],
    ["a fan-out to 30 branches that cannot be undone", fanOut(30, "write"), 4_300],
    ["a choice between 30 arms", choice(30), 2_300],
    ["a machine of 30 states", ring(30), 18_000],
    ["a pipe of 100 steps that is mapped", mapped(100), 4_100]
  ])("%s is kept", async (_, source, limit) => {
    const count = await instantiations(source)

    expect(count).toBeLessThanOrEqual(limit)
    expect(count).toBeGreaterThan(limit * 0.8)
  })

  it("a mapping does not depend on the length of what is mapped", async () => {
    const [short, long] = [await costOfMapping(20), await costOfMapping(200)]

    expect(long).toBe(short)
  })

  it.each([
    ["a pipe", chain, 300],
    ["a method chain", methodChain, 300],
    ["a record", record, 40],
    ["a fan-out", (count: number) => fanOut(count, "read"), 30],
    ["a choice", choice, 30]
  ])("%s grows no faster than its length", async (_, source, length) => {
    const [once, twice] = [await instantiations(source(length)), await instantiations(source(2 * length))]

    expect(twice).toBeLessThanOrEqual(2.2 * once)
  })
})

const costOfMapping = async (length: number): Promise<number> =>
  (await instantiations(mapped(length))) - (await instantiations(chain(length)))
