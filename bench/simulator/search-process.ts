/** The process of one search: `search-process.ts BRANCHES OPERATIONS`. */
import { explore } from "lawful/simulator"
import { median } from "../median.ts"
import { fields, type Grid, nothingStays, sagaOf } from "./grid.ts"

export interface Searched {
  readonly states: number
  /** How long the first search of a process takes, and a later one. */
  readonly firstSeconds: number
  readonly seconds: number
}

const later = 5

const search = async (grid: Grid): Promise<{ readonly states: number; readonly seconds: number }> => {
  const start = performance.now()
  const { exhaustive, states, coverage, violation } = await explore(sagaOf(grid), undefined, {
    world: fields,
    crashes: 1,
    maxStates: 1_000_000,
    invariants: [nothingStays]
  })
  if (violation !== undefined) throw new Error(violation.words)
  if (!exhaustive) throw new Error(`expected an exhaustive search (was ${coverage})`)
  return { states, seconds: (performance.now() - start) / 1_000 }
}

const [, , branches, operations] = process.argv
const grid: Grid = { branches: Number(branches), operations: Number(operations) }
const { states, seconds: firstSeconds } = await search(grid)
const times: number[] = []
for (let i = 0; i < later; i++) times.push((await search(grid)).seconds)
process.send?.({ states, firstSeconds, seconds: median(times) } satisfies Searched)
process.disconnect()
