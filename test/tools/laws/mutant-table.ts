/**
 * The table law x mutant: the laws' own test, to look at.
 * @module
 */
import { killersOf, lawsIn, search, type Wrong } from "../../laws/table.ts"
import { type Asked, known } from "./asked.ts"
import { type Counts, lineOfCounts } from "./counts.ts"

/** What there is: mutants, the laws that are known to kill each, and all laws that should be in the table. */
export interface Known {
  readonly wrong: Wrong
  readonly kills: Readonly<Record<string, ReadonlyArray<string>>>
  readonly laws: ReadonlyArray<string>
}

/** To fill the whole table takes minutes, so that a law which is not known to kill a mutant gets fewer examples. */
const quick = { numRuns: 40, maxSchedules: 60 } as const

/**
 * Lets laws loose on mutants. Mutants that are killed count as passed; those that are not count as failed, and so do the laws
 * that kill none.
 *
 * Errors: throws a `Mistake` when a law is unknown.
 */
export const mutantTable = async (
  { wrong, kills, laws }: Known,
  asked: Asked,
  print: (line: string) => void
): Promise<Counts> => {
  known("law", asked.laws, laws)
  const options = {
    ...search,
    ...(asked.runs === undefined ? {} : { numRuns: asked.runs }),
    ...(asked.seed === undefined ? {} : { seed: asked.seed })
  }
  const wanted = (id: string): boolean => asked.laws.length === 0 || asked.laws.includes(id)
  const expected = (mutant: string): ReadonlyArray<string> => (kills[mutant] ?? []).filter(wanted)
  const others = (mutant: string): ReadonlyArray<string> =>
    lawsIn(wrong[mutant]?.() ?? [])
      .map(({ id }) => id)
      .filter((id) => asked.all && wanted(id) && !expected(mutant).includes(id))
  const mutants = Object.keys(wrong).filter(
    (mutant) => asked.laws.length === 0 || expected(mutant).length + others(mutant).length > 0
  )
  const table = new Map<string, ReadonlyArray<string>>()
  for (const mutant of mutants) {
    const sets = wrong[mutant]?.() ?? []
    const killers = [
      ...(await killersOf(sets, options, expected(mutant))),
      ...(await killersOf(
        sets,
        { ...quick, ...options, numRuns: asked.runs ?? quick.numRuns },
        others(mutant)
      ))
    ]
    table.set(mutant, killers)
    print(
      asked.json
        ? JSON.stringify({ mutant, laws: killers })
        : `${mutant}: ${killers.length === 0 ? "NOT KILLED" : killers.join(", ")}`
    )
  }
  const found = new Set([...table.values()].flat())
  const idle = laws.filter((id) => wanted(id) && !found.has(id))
  const alive = mutants.filter((mutant) => table.get(mutant)?.length === 0)
  if (!asked.json) print(`\nlaws without a mutant: ${idle.length === 0 ? "none" : idle.join(", ")}`)
  const counts = { passed: mutants.length - alive.length, failed: alive.length + idle.length, skipped: 0 }
  print(lineOfCounts(counts))
  return counts
}
