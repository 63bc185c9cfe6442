/**
 * What became of law sets on interpreters, as numbers; and the matrix of all of them.
 * @module
 */
import { allSets, type Exclusion, type LawSet, lawSet } from "lawful/laws"
import type { Interpreter } from "../../laws/interpreters.ts"
import { line } from "./counts.ts"

/** What became of one set on one interpreter. */
export interface Tally {
  readonly interpreter: string
  readonly set: LawSet
  readonly passed: number
  /** Vacuous ones included. */
  readonly failed: number
  /** Laws that were left out, and laws that need what the interpreter cannot do. */
  readonly skipped: ReadonlyArray<Exclusion>
}

/** All sets that an interpreter is checked with, each once. Sets are told apart by name, so what holds them together has none. */
export const setsOf = ({ sets }: Interpreter): ReadonlyArray<LawSet> => allSets(lawSet("", sets, []))

/** The tallies of a run in which everything holds that can be checked; they need no run. */
export const expected = (interpreters: ReadonlyArray<Interpreter>): ReadonlyArray<Tally> =>
  interpreters.flatMap((interpreter) =>
    setsOf(interpreter)
      .filter(({ laws, excluded }) => laws.length + excluded.length > 0)
      .map((set) => {
        const skipped = set.laws.flatMap(({ id, skip }) => (skip === undefined ? [] : [{ id, reason: skip }]))
        return {
          interpreter: interpreter.name,
          set,
          passed: set.laws.length - skipped.length,
          failed: 0,
          skipped: [...skipped, ...set.excluded]
        }
      })
  )

/** A row of the matrix: sets that have the same laws, by the interpreters that they were checked on. */
export interface Row {
  readonly name: string
  readonly cells: ReadonlyMap<string, Tally>
}

/** Puts the tallies of sets with the same laws side by side: a set may be named after what it is about. */
export const rowsOf = (tallies: ReadonlyArray<Tally>): ReadonlyArray<Row> => {
  const rows = new Map<string, Array<Tally>>()
  for (const tally of tallies) {
    const ids = [...tally.set.laws, ...tally.set.excluded].map(({ id }) => id)
    const key = ids.sort().join(" ")
    rows.set(key, [...(rows.get(key) ?? []), tally])
  }
  return [...rows.values()].map((row) => ({
    name: commonWords(row.map(({ set }) => set.name)),
    cells: new Map(row.map((tally) => [tally.interpreter, tally]))
  }))
}

/** The interpreters that have a cell in a row, in their order. */
export const columnsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<string> => [
  ...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))
]

/**
 * Law sets by interpreters: passed/failed/skipped. What only one of them has would need a column of its own, and is left out.
 */
export const matrix = (tallies: ReadonlyArray<Tally>): ReadonlyArray<string> => {
  const rows = rowsOf(tallies).filter(({ cells }) => cells.size > 1)
  if (rows.length === 0) return []
  const columns = columnsOf(rows)
  const cells = [
    ["passed/failed/skipped", ...columns],
    ...rows.map(({ name, cells }) => [name, ...columns.map((column) => shown(cells.get(column)))])
  ]
  const widths = (cells[0] ?? []).map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)))
  return cells.map((row) =>
    line(
      row.map((cell, index) =>
        index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)
      )
    )
  )
}

const shown = (tally: Tally | undefined): string =>
  tally === undefined ? "-" : `${tally.passed}/${tally.failed}/${tally.skipped.length}`

/** The words with which all names begin. */
const commonWords = (names: ReadonlyArray<string>): string => {
  const [first = [], ...others] = names.map((name) => name.split(" "))
  const end = first.findIndex((word, index) => others.some((other) => other[index] !== word))
  return (end < 0 ? first : first.slice(0, end)).join(" ")
}
