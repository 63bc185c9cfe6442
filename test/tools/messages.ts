/**
 * Compares what the compilers say of deliberate mistakes with what fixtures expect them to say.
 *
 * Directly above the line with the mistake stands `// error: some text`; several such lines may follow each other, and
 * each text must be contained in what is reported for that line. `// error(7): ` and `// error(5.9): ` hold for one
 * version only.
 * @module
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type CompilerVersion, type Diagnostic, diagnose } from "./compiler.ts"
import { filesBelow, freshCache, root } from "./project.ts"

/** The folder of the fixtures. */
export const fixtureFolder = "test/types/messages"

/** Lists the fixtures, relative to the root. */
export const fixtures = (): ReadonlyArray<string> => filesBelow(fixtureFolder, ".ts")

/** A text that must be part of what is reported for a line. */
export interface Expectation {
  readonly line: number
  readonly text: string
}

/** Compiles all fixtures at once and returns, for each, the mismatches as text; empty when all is as expected. */
export const mismatches = async (
  version: CompilerVersion,
  files: ReadonlyArray<string>
): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const absolute = files.map((file) => join(root, file))
  const folder = freshCache(`messages-${version}`)
  const diagnostics = await diagnose({ version, folder, files: absolute })
  const strangers = diagnostics.filter(({ file }) => !absolute.includes(file))
  const found = files.map((file): [string, ReadonlyArray<string>] => {
    const path = join(root, file)
    const expected = expectationsOf(readFileSync(path, "utf8"), version)
    const reported = diagnostics.filter((diagnostic) => diagnostic.file === path)
    return [file, compare(file, expected, reported)]
  })
  return new Map(strangers.length === 0 ? found : [...found, ["other files", strangers.map(show)]])
}

/** Reads the expectations of one fixture for one version of the compiler. */
export const expectationsOf = (source: string, version: CompilerVersion): ReadonlyArray<Expectation> => {
  const found: Array<Expectation> = []
  let pending: Array<string> = []
  source.split("\n").forEach((text, index) => {
    const comment = /^\s*\/\/ error(?:\(([\d.]+)\))?: (.*)$/.exec(text)
    if (comment) {
      const [, only, message = ""] = comment
      if (only === undefined || only === version) pending.push(message.trim())
    } else {
      found.push(...pending.map((message) => ({ line: index + 1, text: message })))
      pending = []
    }
  })
  return found
}

/** Says in which lines expectation and report differ, with the whole report of each such line. */
export const compare = (
  file: string,
  expected: ReadonlyArray<Expectation>,
  reported: ReadonlyArray<Diagnostic>
): ReadonlyArray<string> => {
  const lines = new Set([...expected, ...reported].map(({ line }) => line))
  return [...lines]
    .sort((a, b) => a - b)
    .flatMap((line) => {
      const actual = reported.filter((diagnostic) => diagnostic.line === line)
      const whole = actual.map(({ message }) => message).join("\n")
      const texts = expected.filter((expectation) => expectation.line === line).map(({ text }) => text)
      const missing = texts.filter((text) => !whole.includes(text))
      if (actual.length > 0 && texts.length > 0 && missing.length === 0) return []
      const wanted = missing.length === 0 ? "no error" : missing.map((text) => `"${text}"`).join(" and ")
      return [
        `${file}:${line}: expected ${wanted}, but the compiler said:\n${whole === "" ? "nothing" : whole}`
      ]
    })
}

const show = ({ file, line, message }: Diagnostic): string => `${file}:${line}: ${message}`
