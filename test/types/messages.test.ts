import { describe, expect, it } from "vitest"
import { compilerVersions } from "../tools/compiler.ts"
import { compare, expectationsOf, fixtures, mismatches } from "../tools/messages.ts"

describe.each(compilerVersions)("the messages of TypeScript %s", async (version) => {
  const found = fixtures().length === 0 ? new Map<string, string[]>() : await mismatches(version, fixtures())

  it.each([...found.keys()])("for %s are as expected", (file) => {
    expect(found.get(file)?.join("\n\n")).toBe("")
  })

  it("are complained of when one is missing", () => {
    const expected = expectationsOf(
      '// error: not assignable\n// error(4.0): old\nlet a: number = ""',
      version
    )

    expect(expected).toEqual([{ line: 3, text: "not assignable" }])
    expect(compare("a.ts", expected, [])).toEqual([
      'a.ts:3: expected "not assignable", but the compiler said:\nnothing'
    ])
  })

  it("are complained of when one is unexpected", () => {
    const reported = [{ file: "a.ts", line: 2, message: "error TS1: one\n  two" }]

    expect(compare("a.ts", [], reported)).toEqual([
      "a.ts:2: expected no error, but the compiler said:\nerror TS1: one\n  two"
    ])
    expect(compare("a.ts", [{ line: 2, text: "two" }], reported)).toEqual([])
  })
})
