/**
 * Checks every law set on every interpreter, and prints a line for each set as soon as it is known, and a matrix at the end.
 * @module
 */
import { type Law, type LawResult, type LawSet, lawSet, wordsOf } from "lawful/laws"
import type { Interpreter } from "../../laws/interpreters.ts"
import { type Asked, known } from "./asked.ts"
import { line, lineOfCounts, type Counts } from "./counts.ts"
import { matrix, setsOf, type Tally } from "./tally.ts"

/** The same examples each time unless a seed is given, so that two people see the same. */
const SEED = 20_261_122

/** One set on one interpreter, with what was asked of it. */
interface Part {
  readonly interpreter: string
  readonly set: LawSet
}

/** What became of one law. */
interface Entry extends Part {
  readonly law: Law
  readonly result: LawResult
}

/** How all of it went, and each part. */
export interface Checked extends Counts {
  readonly tallies: ReadonlyArray<Tally>
}

/**
 * Checks what was asked for; the last line that it prints is that of the counts, which it returns.
 *
 * Errors: throws a `Mistake` when a name is unknown.
 */
export const checkAll = async (
  interpreters: ReadonlyArray<Interpreter>,
  asked: Asked,
  print: (line: string) => void
): Promise<Checked> => {
  const parts = partsOf(interpreters, asked)
  const options = { seed: asked.seed ?? SEED, ...(asked.runs === undefined ? {} : { numRuns: asked.runs }) }
  const widths = {
    interpreter: widest(
      "interpreter",
      parts.map(({ interpreter }) => interpreter)
    ),
    set: widest(
      "set",
      parts.map(({ set }) => set.name)
    )
  }
  const row = (interpreter: string, set: string, ...cells: ReadonlyArray<string>): string =>
    line([
      interpreter.padEnd(widths.interpreter),
      set.padEnd(widths.set),
      ...cells.map((cell) => cell.padStart(8))
    ])
  const entries: Array<Entry> = []
  if (!asked.json) print(row("interpreter", "set", ...statuses, "seconds"))
  for (const part of parts) {
    const start = performance.now()
    const checked: Array<Entry> = []
    for (const law of part.set.laws) {
      const entry = { ...part, law, result: await law.run(options) }
      checked.push(entry)
      if (asked.json) print(jsonOf(part, law.id, entry.result, options.seed))
    }
    entries.push(...checked)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const { name, excluded } = part.set
    const cells = statuses.map((status) => `${count(checked, status)}`)
    if (!asked.json) print(row(part.interpreter, name, ...cells, seconds))
    for (const { id, reason } of excluded)
      print(
        asked.json
          ? jsonOf(part, id, { status: "skipped", reason }, options.seed)
          : row("", "", `left out ${id}: ${reason}`)
      )
  }
  if (!asked.json) for (const entry of entries) printReport(entry, print)
  const tallies = parts.map((part) => tallyOf(part, entries))
  const lines = asked.json ? [] : matrix(tallies)
  for (const text of lines.length === 0 ? [] : ["", ...lines, ""]) print(text)
  const counts = {
    passed: sum(tallies, ({ passed }) => passed),
    failed: sum(tallies, ({ failed }) => failed),
    skipped: sum(tallies, ({ skipped }) => skipped.length)
  }
  print(lineOfCounts(counts))
  return { ...counts, tallies }
}

const tallyOf = ({ interpreter, set }: Part, entries: ReadonlyArray<Entry>): Tally => {
  const own = entries.filter((entry) => entry.set === set && entry.interpreter === interpreter)
  const skipped = own.flatMap(({ law: { id }, result }) =>
    result.status === "skipped" ? [{ id, reason: result.reason }] : []
  )
  return {
    interpreter,
    set,
    passed: count(own, "passed"),
    failed: count(own, "failed") + count(own, "vacuous"),
    skipped: [...skipped, ...set.excluded]
  }
}

const sum = (tallies: ReadonlyArray<Tally>, of: (tally: Tally) => number): number =>
  tallies.reduce((total, tally) => total + of(tally), 0)

const statuses = ["passed", "failed", "skipped", "vacuous"] as const

const count = (entries: ReadonlyArray<Entry>, status: LawResult["status"]): number =>
  entries.filter(({ result }) => result.status === status).length

const partsOf = (interpreters: ReadonlyArray<Interpreter>, asked: Asked): ReadonlyArray<Part> => {
  known(
    "interpreter",
    asked.interpreters,
    interpreters.map(({ name }) => name)
  )
  const parts = interpreters
    .filter(({ name }) => asked.interpreters.length === 0 || asked.interpreters.includes(name))
    .flatMap((interpreter) => setsOf(interpreter).map((set) => ({ interpreter: interpreter.name, set })))
  known("law", asked.laws, [...new Set(parts.flatMap(({ set }) => idsOf(set)))])
  const wanted = ({ id }: { readonly id: string }): boolean =>
    asked.laws.length === 0 || asked.laws.includes(id)
  return parts
    .map(({ interpreter, set }) => ({
      interpreter,
      set: lawSet(set.name, [], set.laws.filter(wanted), set.excluded.filter(wanted))
    }))
    .filter(({ set }) => idsOf(set).length > 0)
}

/** A law that was left out is still known, and is reported as such. */
const idsOf = ({ laws, excluded }: LawSet): ReadonlyArray<string> =>
  [...laws, ...excluded].map(({ id }) => id)

const widest = (title: string, names: ReadonlyArray<string>): number =>
  Math.max(...[title, ...names].map(({ length }) => length))

const printReport = ({ interpreter, law, result }: Entry, print: (line: string) => void): void => {
  if (result.status !== "passed") print(`\n${interpreter}: ${wordsOf(law, result)}`)
}

const jsonOf = ({ interpreter, set }: Part, law: string, result: LawResult, asked: number): string => {
  const { runs, seed } = result.status === "skipped" ? { runs: 0, seed: asked } : result
  return JSON.stringify({ set: set.name, law, interpreter, status: result.status, runs, seed })
}
