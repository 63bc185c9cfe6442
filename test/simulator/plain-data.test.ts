/**
 * What a simulation can go back to.
 */
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cloned, sameData } from "../../src/simulator/plain-data.ts"

const data = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true })

describe("cloned data", () => {
  it("hold the same, and share nothing", () => {
    fc.assert(
      fc.property(data, (value) => {
        const copy = cloned(value)

        expect(copy).toEqual(value)
        expect(sameData(copy, value)).toBe(true)
        if (typeof value === "object" && value !== null) expect(copy).not.toBe(value)
      })
    )
  })

  it.each<readonly [string, unknown, string]>([
    ["a function", { a: [() => 1] }, "state.a[0] is not plain data (it is a function)"],
    ["a symbol", { a: Symbol("s") }, "state.a is not plain data (it is a symbol)"],
    [
      "an instance",
      new Map([["k", new URL("file:///")]]),
      "state.get(k) is not plain data (it is an instance of URL)"
    ],
    ["a promise", { a: Promise.resolve() }, "state.a is not plain data (it is an instance of Promise)"]
  ])("are refused where they hold %s", (_, value, message) => {
    expect(() => cloned(value)).toThrow(message)
  })

  it("are refused when they refer to themselves", () => {
    const ring: Record<string, unknown> = {}
    ring["self"] = ring

    expect(() => cloned(ring)).toThrow("refers to itself")
  })
})

describe("data are the same", () => {
  it("whatever the order of keys and members", () => {
    expect(sameData({ a: 1, b: new Set([1, 2]) }, { b: new Set([2, 1]), a: 1 })).toBe(true)
  })

  it("whether a property is undefined or missing", () => {
    expect(sameData({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  })

  it("only if lists have their items in the same order", () => {
    expect(sameData([1, 2], [2, 1])).toBe(false)
    expect(sameData([1, [2]], [[1], 2])).toBe(false)
    expect(sameData({ a: "1" }, { a: 1 })).toBe(false)
  })
})
