/**
 * The table law x mutant: which law kills which mutant.
 * `LAWS_TABLE=1 npm run laws` prints it.
 */
import { allSets, inProcess, interpreterLaws, type Law } from "lawful/laws"
import { mutants } from "./mutants/all.ts"

/** The laws of an interpreter with one bug, by id. */
export const lawsOf = (mutant: string): ReadonlyMap<string, Law> => {
  const mutate = mutants[mutant]
  if (mutate === undefined) throw new Error(`no mutant "${mutant}"`)
  const laws = allSets(interpreterLaws(mutate(inProcess))).flatMap((set) => set.laws)
  return new Map(laws.map((law) => [law.id, law]))
}

/** For each law, the mutants that it kills. */
export const killed = async (
  numRuns: number,
  seed: number,
  onMutant: (name: string, laws: ReadonlyArray<string>) => void = () => undefined
): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const kills = new Map<string, Array<string>>()
  for (const mutant of Object.keys(mutants)) {
    const by: Array<string> = []
    for (const [id, law] of lawsOf(mutant)) {
      const result = await law.run({ numRuns, seed, shrink: false, maxSchedules: 60 })
      const list = kills.get(id) ?? []
      kills.set(id, list)
      if (result.status === "failed") {
        list.push(mutant)
        by.push(id)
      }
    }
    onMutant(mutant, by)
  }
  return kills
}
