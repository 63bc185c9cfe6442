import { writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { describe, expect, it } from "vitest"
import { type Diagnostic, diagnose } from "../tools/compiler.ts"
import { moduleOf } from "../tools/example-module.ts"
import { type Example, findExamples, type Line } from "../tools/examples.ts"
import { freshCache, root } from "../tools/project.ts"

/** What a page says that the compiler says; `...` in it stands for anything. */
interface Quote {
  readonly place: string
  readonly text: string
  /** The line of the mistake in the documentation. */
  readonly line: number
}

const directive = /^\s*\/\/ @ts-expect-error\s*/
const comment = /^\s*\/\/\s*/

/** Reads the quotes of one example: the text of the directive, and the comment lines below it. */
const quotesOf = ({ file, lines }: Example): ReadonlyArray<Quote> =>
  lines.flatMap(({ text, number }, index) => {
    if (!directive.test(text)) return []
    const more: Array<string> = []
    let next = index + 1
    for (; comment.test(lines[next]?.text ?? ""); next++)
      more.push((lines[next]?.text ?? "").replace(comment, ""))
    const words = [text.replace(directive, ""), ...more].join(" ")
    return [{ place: `${file}:${number}`, text: words, line: lines[next]?.number ?? 0 }]
  })

const withoutDirectives = (example: Example): Example => ({
  ...example,
  lines: example.lines.map((line): Line => ({ ...line, text: line.text.replace(directive, "// ") }))
})

const folder = freshCache("quoted-messages")
const pages = findExamples().examples.filter((example) => !example.prelude && quotesOf(example).length > 0)
const modules = pages.map((example, index) => {
  const module = moduleOf(withoutDirectives(example), relative(folder, join(root, "test/tools/check.ts")))
  const path = join(folder, `${index}.ts`)
  writeFileSync(path, module.text)
  return { example, module, path }
})
const diagnostics = await diagnose({ version: "7", folder, files: modules.map(({ path }) => path) })

const said = (found: ReadonlyArray<Diagnostic>): string =>
  found.map(({ message }) => message.replaceAll(/\s+/g, " ")).join(" ")

describe("what pages quote of the compiler", () => {
  const quotes = modules.flatMap(({ example, module, path }) =>
    quotesOf(example).map((quote) => ({
      ...quote,
      said: said(
        diagnostics.filter(({ file, line }) => file === path && module.numbers[line - 1] === quote.line)
      )
    }))
  )

  it.each(quotes)("$place is what it says", ({ text, said }) => {
    const pieces = text
      .split("...")
      .map((piece) => piece.trim())
      .filter((piece) => piece !== "")

    expect(pieces).not.toEqual([])
    for (const piece of pieces) expect(said).toContain(piece)
  })
})
