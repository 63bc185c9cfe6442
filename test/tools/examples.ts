/**
 * Finds the examples of the documentation: `ts` fences of Markdown pages and `@example` blocks of docstrings.
 *
 * The fences of a page share one scope from top to bottom; ` ```ts fresh ` begins a new one, and
 * ` ```ts ignore because of a reason ` leaves a fence out. Each docstring block is a scope of its own.
 * @module
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { filesBelow, root } from "./project.ts"

/** A line of an example and where it stands. */
export interface Line {
  readonly text: string
  /** Counts from 1. */
  readonly number: number
}

/** One module's worth of example code. */
export interface Example {
  /** Relative to the root. */
  readonly file: string
  readonly lines: ReadonlyArray<Line>
  /** Docstring examples get the usual imports without asking. */
  readonly prelude: boolean
}

export interface Findings {
  readonly examples: ReadonlyArray<Example>
  /** The places of fences that are left out for a reason. */
  readonly ignored: ReadonlyArray<string>
  /** Mistakes in the documentation itself, as `file:line: text`. */
  readonly mistakes: ReadonlyArray<string>
}

/** Finds the examples of README.md, `docs`, and the docstrings of `src` and `laws`. */
export const findExamples = (top: string = root): Findings => {
  const read = (file: string): ReadonlyArray<Line> =>
    readFileSync(join(top, file), "utf8")
      .split("\n")
      .map((text, index) => ({ text, number: index + 1 }))
  const pages = [...filesBelow("README.md", ".md", top), ...filesBelow("docs", ".md", top)].filter(
    (page) => page !== apiReport
  )
  const sources = [...filesBelow("src", ".ts", top), ...filesBelow("laws", ".ts", top)]
  const found = [
    ...pages.map((file) => examplesOfPage(file, read(file))),
    ...sources.map((file) => examplesOfSource(file, read(file)))
  ]
  return {
    examples: found.flatMap((each) => each.examples),
    ignored: found.flatMap((each) => each.ignored),
    mistakes: found.flatMap((each) => each.mistakes)
  }
}

/** Holds declarations, which do not run; `npm run api` checks it. */
const apiReport = "docs/reference/api.md"

interface Fence {
  readonly opening: Line
  readonly mode: string
  readonly reason: string
  readonly lines: ReadonlyArray<Line>
}

/** Groups the fences of one page into modules. */
export const examplesOfPage = (file: string, page: ReadonlyArray<Line>): Findings => {
  const modules: Array<Array<Line>> = []
  const ignored: Array<string> = []
  const mistakes: Array<string> = []
  for (const fence of fencesOf(page)) {
    const place = `${file}:${fence.opening.number}`
    if (fence.mode === "ignore" && fence.reason !== "") {
      ignored.push(`${place}: ${fence.reason}`)
    } else if (fence.mode === "" || fence.mode === "fresh") {
      if (fence.mode === "fresh" || modules.length === 0) modules.push([])
      modules.at(-1)?.push(...fence.lines)
    } else {
      mistakes.push(
        fence.mode === "ignore"
          ? `${place}: a fence is ignored only for a reason; write it after "ignore"`
          : `${place}: expected "ts", "ts fresh" or "ts ignore <reason>" (was "ts ${fence.mode}")`
      )
    }
  }
  return { examples: modules.map((lines) => ({ file, lines, prelude: false })), ignored, mistakes }
}

const fencesOf = (page: ReadonlyArray<Line>): ReadonlyArray<Fence> => {
  const fences: Array<Fence> = []
  let open: { readonly mark: string; readonly indent: number; readonly fence: Fence | undefined } | undefined
  let body: Array<Line> = []
  for (const line of page) {
    const marker = /^(\s*)(`{3,}|~{3,})\s*(.*)$/.exec(line.text)
    const [, space = "", mark = "", info = ""] = marker ?? []
    if (open === undefined && marker) {
      const [language = "", mode = "", ...reason] = info.trim().split(/\s+/)
      const typed = language === "ts" || language === "typescript"
      body = []
      const fence = typed ? { opening: line, mode, reason: reason.join(" "), lines: body } : undefined
      open = { mark, indent: space.length, fence }
    } else if (open && marker && info === "" && mark.startsWith(open.mark)) {
      if (open.fence) fences.push(open.fence)
      open = undefined
    } else if (open) {
      const indent = Math.min(open.indent, line.text.length - line.text.trimStart().length)
      body.push({ text: line.text.slice(indent), number: line.number })
    }
  }
  return fences
}

/** Takes every `@example` block of one source file. */
export const examplesOfSource = (file: string, source: ReadonlyArray<Line>): Findings => {
  const blocks: Array<Array<Line>> = []
  let block: Array<Line> | undefined
  let docstring = false
  for (const line of source) {
    if (/^\s*\/\*\*/.test(line.text)) docstring = true
    if (!docstring) continue
    const ends = line.text.includes("*/")
    const text = line.text
      .replace(/^\s*\/\*\*\s?/, "")
      .replace(/\s*\*\/.*$/, "")
      .replace(/^\s*\* ?/, "")
    if (text.startsWith("@")) {
      const first = /^@example\b\s*(.*)$/.exec(text)
      block = first ? [{ text: first[1] ?? "", number: line.number }] : undefined
      if (block) blocks.push(block)
    } else if (block) {
      block.push({ text, number: line.number })
    }
    if (ends) [docstring, block] = [false, undefined]
  }
  const examples = blocks.flatMap((lines) => {
    const fences = fencesOf(lines)
    const code = fences.length === 0 ? lines : fences.flatMap((fence) => fence.lines)
    return code.some((line) => line.text.trim() !== "") ? [{ file, lines: code, prelude: true }] : []
  })
  return { examples, ignored: [], mistakes: [] }
}
