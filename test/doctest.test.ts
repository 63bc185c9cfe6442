import { describe, expect, it } from "vitest"
import { prepareExamples, runExample } from "./tools/doctest.ts"

const { written, errors } = await prepareExamples("doctest-vitest")

describe("the examples of the documentation", () => {
  it("compile", () => {
    expect(errors.join("\n\n")).toBe("")
  })

  for (const example of written) {
    it(`${example.place} does what it says`, () => runExample(example))
  }
})
