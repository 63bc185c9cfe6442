/**
 * Checking law sets.
 * @module
 */
import type { Law, LawOptions, LawResult } from "./law.ts"
import { allSets, type Exclusion, type LawSet } from "./law-set.ts"

/** What became of each law. */
export interface Report {
  readonly name: string
  readonly entries: ReadonlyArray<ReportEntry>
  readonly excluded: ReadonlyArray<Exclusion>
  readonly counts: Readonly<Record<LawResult["status"], number>>
}

/** What became of one law. */
export interface ReportEntry {
  readonly set: string
  readonly law: Law
  readonly result: LawResult
}

/**
 * Checks every law of a set and of the sets it builds on. It goes on after a failure and never throws because of one.
 * @example
 * import { categoryLaws, check, inProcess } from "lawful/laws"
 * const report = await check(categoryLaws(inProcess), { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const check = async (set: LawSet, options: LawOptions = {}): Promise<Report> => {
  const sets = allSets(set)
  const entries: Array<ReportEntry> = []
  for (const { name, laws } of sets)
    for (const law of laws) entries.push({ set: name, law, result: await law.run(options) })
  const count = (status: LawResult["status"]): number =>
    entries.filter(({ result }) => result.status === status).length
  return {
    name: set.name,
    entries,
    excluded: sets.flatMap(({ excluded }) => excluded),
    counts: {
      passed: count("passed"),
      failed: count("failed"),
      skipped: count("skipped"),
      vacuous: count("vacuous")
    }
  }
}
