/**
 * Values as texts: what laws of systems compare and show.
 */
import { describe, expect, it } from "vitest"
import { alike, canonical, differenceOf } from "../../src/transformations/canonical.ts"

describe("a value that is written down", () => {
  it("does not depend on the order of keys, of entries and of members", () => {
    const one = {
      a: 1,
      b: new Map([
        ["x", new Set([1, 2])],
        ["y", new Set()]
      ])
    }
    const other = {
      b: new Map([
        ["y", new Set()],
        ["x", new Set([2, 1])]
      ]),
      a: 1,
      c: undefined
    }

    expect(canonical(one)).toBe(canonical(other))
  })

  it.each([
    [
      [1, 2],
      [2, 1]
    ],
    [1, "1"],
    [1, 1n],
    [null, undefined],
    [new Map([["a", 1]]), { a: 1 }],
    [new Date(1), new Date(2)],
    [new Error("one"), new Error("other")]
  ])("tells %o from %o", (one, other) => {
    expect(alike(one, other)).toBe(false)
  })
})

describe("the difference of two values", () => {
  it.each([
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ".a[0].b: 1 and 2"],
    [[1], [1, 2], "[1]: nothing and 2"],
    [{ a: 1 }, {}, ".a: 1 and nothing"],
    [new Map([[3, "x"]]), new Map([[3, "y"]]), '.3: "x" and "y"'],
    [new Set([1]), new Set([2]), "Set {1} and Set {2}"],
    [1, "1", '1 and "1"']
  ])("of %o and %o is %s", (one, other, difference) => {
    expect(differenceOf(one, other)).toBe(difference)
  })

  it("is nothing when they are alike", () => {
    expect(differenceOf({ a: [1] }, { a: [1], b: undefined })).toBeUndefined()
  })
})
