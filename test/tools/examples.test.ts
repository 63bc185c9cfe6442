import { describe, expect, it } from "vitest"
import { check } from "./check.ts"
import { moduleOf } from "./example-module.ts"
import { type Example, examplesOfPage, examplesOfSource, type Line } from "./examples.ts"

const lines = (text: string): ReadonlyArray<Line> =>
  text.split("\n").map((line, index) => ({ text: line, number: index + 1 }))

const example = (text: string, prelude = false): Example => ({
  file: "docs/a.md",
  lines: lines(text),
  prelude
})

/** The module of an example, without the import of `check`. */
const moduleText = (text: string, prelude = false): string =>
  moduleOf(example(text, prelude), "./check.ts").text.split("\n").slice(1).join("\n")

describe("a Markdown page", () => {
  it("is one module, from the top to the next fresh fence", () => {
    const page = lines("```ts\na\n```\ntext\n```ts\nb\n```\n```sh\nno\n```\n```ts fresh\nc\n```")

    const { examples } = examplesOfPage("docs/a.md", page)

    expect(examples.map((each) => each.lines.map((line) => [line.text, line.number]))).toEqual([
      [
        ["a", 2],
        ["b", 6]
      ],
      [["c", 12]]
    ])
  })

  it("may leave out a fence only for a reason", () => {
    const { examples, ignored, mistakes } = examplesOfPage(
      "docs/a.md",
      lines("```ts ignore\na\n```\n```ts ignore it is a sketch\nb\n```\n```ts odd\nc\n```")
    )

    expect(examples).toEqual([])
    expect(ignored).toEqual(["docs/a.md:4: it is a sketch"])
    expect(mistakes).toHaveLength(2)
  })

  it("may indent its fences", () => {
    const { examples } = examplesOfPage("docs/a.md", lines("- item\n  ```ts\n  if (a) {\n    b\n  }\n  ```"))

    expect(examples[0]?.lines.map((line) => line.text)).toEqual(["if (a) {", "  b", "}"])
  })
})

describe("a source file", () => {
  it("has an example in each @example block, fenced or not", () => {
    const source = lines(
      "/**\n * Does.\n *\n * @example\n * const a = 1\n * a // => 1\n *\n * @see b\n */\nconst x = 1\n/**\n * @example\n * Prose.\n * ```ts\n * b\n * ```\n */"
    )

    const { examples } = examplesOfSource("src/a.ts", source)

    expect(examples.map((each) => each.lines.map((line) => line.text).filter((text) => text !== ""))).toEqual(
      [["const a = 1", "a // => 1"], ["b"]]
    )
    expect(examples.every((each) => each.prelude)).toBe(true)
  })
})

describe("the module of an example", () => {
  it("checks a statement that ends in an arrow", () => {
    expect(moduleText("f(1) // => 2")).toBe(';$check(f(1), ( 2), "docs/a.md:1")\nexport {}\n')
  })

  it("checks the last name that a declaration declares", () => {
    expect(moduleText("const a = f(1) // => 2")).toContain('const a = f(1);$check(a, ( 2), "docs/a.md:1")')
  })

  it("keeps every line in its place when a statement or a value has several lines", () => {
    const { text, numbers } = moduleOf(example("await f({\n  a\n}) // => [1,\n//  2]\nb"), "./check.ts")

    expect(text.split("\n").slice(1, 6)).toEqual([
      ";$check(await f({",
      "  a",
      '}), ( [1,   2]), "docs/a.md:3")',
      "//  2]",
      "b"
    ])
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 0, 0])
  })

  it("imports from the prelude what the example mentions and does not declare", () => {
    expect(moduleText("const run = pipe(Step, t.string)", true)).toBe(
      [
        'import { pipe } from "fp-ts/lib/function.js"',
        'import * as t from "io-ts"',
        'import { Step } from "lawful"',
        "const run = pipe(Step, t.string)",
        "export {}",
        ""
      ].join("\n")
    )
  })

  it("drops what a later fence imports again", () => {
    expect(moduleText('import { a } from "x"\nimport { a, b } from "x"\nimport { b } from "x"')).toBe(
      'import { a } from "x"\nimport { b } from "x"\n\nexport {}\n'
    )
  })
})

describe("the check of a value", () => {
  it("compares deeply", () => {
    expect(() => check({ a: [1] }, { a: [1] }, "docs/a.md:1")).not.toThrow()
    expect(() => check({ a: [1] }, { a: [2] }, "docs/a.md:1")).toThrow(
      "docs/a.md:1: expected { a: [ 2 ] } (was { a: [ 1 ] })"
    )
  })
})
