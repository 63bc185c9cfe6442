/**
 * The page of interpreters, docs/reference/interpreters.md: what each can do, which laws it keeps, and which it does not.
 *
 * `npm run laws -- --write` writes it after a run in which nothing has failed; `test/docs/interpreters.test.ts` compares it
 * with what such a run would give.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { everything } from "lawful/laws"
import { root } from "../project.ts"
import { columnsOf, rowsOf, type Tally } from "./tally.ts"

const page = "docs/reference/interpreters.md"

/** The page as it is. */
export const readPage = (): string => readFileSync(join(root, page), "utf8")

/** Writes the page anew. */
export const writePage = (tallies: ReadonlyArray<Tally>): void =>
  writeFileSync(join(root, page), withTallies(readPage(), tallies))

/** A page whose parts between `<!-- part: NAME -->` and `<!-- end -->` are as they have to be. */
export const withTallies = (text: string, tallies: ReadonlyArray<Tally>): string => {
  const interpreters = new Set(
    tallies.filter(({ set }) => set.name === "functor").map(({ interpreter }) => interpreter)
  )
  const whole = tallies.filter(({ interpreter }) => interpreters.has(interpreter))
  const others = tallies.filter(({ interpreter }) => !interpreters.has(interpreter))
  const parts: Readonly<Record<string, () => ReadonlyArray<string>>> = {
    capabilities: () => capabilities(whole),
    matrix: () => matrix(whole),
    deviations: () => deviations(whole),
    others: () => matrixOfOne(others)
  }
  return text.replaceAll(
    /(<!-- part: (.+) -->\n)[^]*?(?=<!-- end -->)/g,
    (_, start: string, name: string) => `${start}\n${(parts[name]?.() ?? []).join("\n")}\n\n`
  )
}

/** A law that is not skipped shows that what it requires can be done. */
const capabilities = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> =>
  table([
    ["", ...everything],
    ...namesOf(tallies).map((name) => {
      const shown = lawsOn(name, tallies).flatMap(({ skip, requires }) =>
        skip === undefined ? requires : []
      )
      return [name, ...[...everything].map((one) => (shown.includes(one) ? "yes" : "no"))]
    })
  ])

const matrix = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> => {
  const rows = rowsOf(tallies)
  const columns = columnsOf(rows)
  return table([
    ["laws", ...columns],
    ...rows.map(({ name, cells }) => [name, ...columns.map((column) => kept(cells.get(column)))])
  ])
}

const matrixOfOne = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> =>
  table([
    ["checked on", "laws", "kept"],
    ...tallies.map((tally) => [tally.interpreter, tally.set.name, kept(tally)])
  ])

/** `16`, or `2 of 4` when some are not checked. */
const kept = (tally: Tally | undefined): string => {
  if (tally === undefined) return ""
  const all = tally.passed + tally.failed + tally.skipped.length
  return all === tally.passed ? `${all}` : `${tally.passed} of ${all}`
}

const deviations = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> =>
  table([
    ["", "law", "why it is not checked"],
    ...namesOf(tallies).flatMap((name) => {
      const skipped = tallies.flatMap((tally) => (tally.interpreter === name ? tally.skipped : []))
      return skipped.length === 0 ? [[name, "none", ""]] : skipped.map(({ id, reason }) => [name, id, reason])
    })
  ])

const namesOf = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> => [
  ...new Set(tallies.map(({ interpreter }) => interpreter))
]

const lawsOn = (name: string, tallies: ReadonlyArray<Tally>): Tally["set"]["laws"] =>
  tallies.flatMap(({ interpreter, set }) => (interpreter === name ? set.laws : []))

const table = ([head = [], ...rows]: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)
