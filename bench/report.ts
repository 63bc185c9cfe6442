import type { Bench, Comparison, Figures, Measurement, Results } from "./bench.ts"
import { contenderNames } from "./contenders/load-contender.ts"

const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(4)))

/** One object a line; a contender without a result is null. */
export const jsonReport = (bench: Bench, measurement: Measurement): string =>
  "figures" in measurement ? jsonFigures(bench, measurement) : jsonComparison(bench, measurement)

/** A block of rows for people. */
export const tableReport = (bench: Bench, measurement: Measurement): string =>
  "figures" in measurement ? tableFigures(bench, measurement) : tableComparison(bench, measurement)

const jsonFigures = ({ name, unit }: Bench, { figures }: Figures): string =>
  JSON.stringify({
    bench: name,
    unit,
    ...Object.fromEntries(Object.entries(figures).map(([figure, value]) => [figure, rounded(value)]))
  })

/** With the ratio to what one writes by hand, where that was measured too. */
const tableFigures = ({ name, unit }: Bench, { figures }: Figures): string => {
  const { handwritten } = figures
  const rows = Object.entries(figures).map(([figure, value]) => [
    figure,
    number(value),
    ...(handwritten === undefined ? [] : [ratio(value, handwritten)])
  ])
  return [`${name} (${unit})`, ...aligned(rows), ""].join("\n")
}

const jsonComparison = ({ name, unit }: Bench, { results, details = {} }: Comparison): string => {
  const line: Record<string, string | number | null> = { bench: name, unit }
  for (const contender of contenderNames) line[contender] = maybe(results[contender])
  for (const [detail, values] of Object.entries(details)) {
    for (const contender of contenderNames) line[`${contender}_${detail}`] = maybe(values[contender])
  }
  return JSON.stringify(line)
}

/** A block of rows, one a contender, with its ratios to the hand-written limit and to Effect. */
const tableComparison = ({ name, unit }: Bench, { results, details = {} }: Comparison): string => {
  const head = ["", unit, "/ plain", "/ effect", ...Object.keys(details)]
  const rows = contenderNames.map((contender) => [
    contender,
    number(results[contender]),
    ratio(results[contender], results.plain),
    ratio(results[contender], results.effect),
    ...Object.values(details).map((values: Results) => number(values[contender]))
  ])
  return [name, ...aligned([head, ...rows]), ""].join("\n")
}

/** Lines of cells; numbers end at the same column. */
const aligned = (cells: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0))
  )
  const align = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return cells.map((row) => `  ${row.map(align).join("  ")}`)
}

const maybe = (value: number | undefined): number | null => (value === undefined ? null : rounded(value))

const number = (value: number | undefined): string =>
  value === undefined ? "-" : rounded(value).toLocaleString("en-US", { maximumFractionDigits: 4 })

const ratio = (value: number | undefined, reference: number | undefined): string =>
  value === undefined || !reference ? "-" : `${(value / reference).toFixed(2)}x`
