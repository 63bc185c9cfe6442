/**
 * Compiles and runs every example of the documentation.
 *
 * `npm run doctest` prints what is wrong and a count; `test/doctest.test.ts` shows each example as a test.
 * @module
 */
import { writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { pathToFileURL } from "node:url"
import { diagnose } from "./compiler.ts"
import { type ExampleModule, moduleOf } from "./example-module.ts"
import { type Example, findExamples } from "./examples.ts"
import { freshCache, plural, root } from "./project.ts"

/** An example with the module that was written for it. */
export interface WrittenExample {
  /** `docs/tutorial.md:12`, the place of its first line. */
  readonly place: string
  readonly example: Example
  readonly module: ExampleModule
  /** The absolute path of the module. */
  readonly path: string
}

/** All examples, written to disk and compiled; `errors` are messages that start with their place. */
export interface Prepared {
  readonly written: ReadonlyArray<WrittenExample>
  readonly ignored: ReadonlyArray<string>
  readonly errors: ReadonlyArray<string>
}

/** Writes each example to a module of its own in `.cache`, and compiles all of them in one run. */
export const prepareExamples = async (name: string): Promise<Prepared> => {
  const { examples, ignored, mistakes } = findExamples()
  const folder = freshCache(name)
  const checker = relative(folder, join(root, "test/tools/check.ts"))
  const written = examples.map((example) => write(example, folder, checker))
  const diagnostics =
    written.length === 0
      ? []
      : await diagnose({ version: "7", folder, files: written.map((each) => each.path) })
  const errors = diagnostics.map(({ file, line, message }) => {
    const example = written.find((each) => each.path === file)
    return `${example ? placeOf(example, line) : `${relative(root, file)}:${line}`}: ${message}`
  })
  return { written, ignored, errors: [...mistakes, ...errors] }
}

const write = (example: Example, folder: string, checker: string): WrittenExample => {
  const module = moduleOf(example, checker)
  const first = example.lines.find((line) => line.text.trim() !== "")?.number ?? 0
  const path = join(folder, `${example.file.replaceAll(/[/.]/g, "-")}-${first}.ts`)
  writeFileSync(path, module.text)
  return { place: `${example.file}:${first}`, example, module, path }
}

/** The place of a line of the module; the place of the example when the line is not the example's own. */
const placeOf = ({ example, module, place }: WrittenExample, line: number): string => {
  const number = module.numbers[line - 1] ?? 0
  return number === 0 ? place : `${example.file}:${number}`
}

/** Runs one example; throws with the place in the documentation when it fails. */
export const runExample = async (written: WrittenExample): Promise<void> => {
  try {
    await import(/* @vite-ignore */ pathToFileURL(written.path).href)
  } catch (cause) {
    throw new Error(explain(written, cause), { cause })
  }
}

const explain = (written: WrittenExample, cause: unknown): string => {
  if (!(cause instanceof Error)) return `${written.place}: threw ${String(cause)}`
  if (cause.name === "ExampleError") return cause.message
  const stack = cause.stack ?? ""
  const line = /:(\d+)/.exec(stack.slice(stack.indexOf(written.path) + written.path.length))?.[1]
  const place = stack.includes(written.path) ? placeOf(written, Number(line)) : written.place
  return `${place}: threw ${cause.name}: ${cause.message}`
}

/** Runs the examples in their order, without what they print, and returns the messages of those that fail. */
const runAll = async (written: ReadonlyArray<WrittenExample>): Promise<ReadonlyArray<string>> => {
  const failures: Array<string> = []
  const { log } = console
  console.log = () => undefined
  for (const each of written) {
    await runExample(each).catch((error: unknown) => failures.push(String((error as Error).message)))
  }
  console.log = log
  return failures
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { written, ignored, errors } = await prepareExamples("doctest")
  const failures = errors.length === 0 ? await runAll(written) : errors
  for (const failure of failures) console.error(`${failure}\n`)
  const skipped = ignored.length === 0 ? "" : `, ${ignored.length} ignored`
  console.log(
    `doctest: ${plural(written.length, "example")}, ${plural(failures.length, "failure")}${skipped}`
  )
  process.exitCode = failures.length === 0 ? 0 : 1
}
