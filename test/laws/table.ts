/**
 * The table law x mutant: which laws kill which mutant. `npm run laws -- --mutants` prints it.
 */
import {
  allSets,
  inProcess,
  interpreterLaws,
  type Law,
  type LawOptions,
  type LawSet,
  lawSet
} from "lawful/laws"
import { mutants } from "./mutants/all.ts"

/** By what is wrong with something, the laws that it should keep. */
export type Wrong = Readonly<Record<string, () => ReadonlyArray<LawSet>>>

/** Everything that is wrong on purpose. */
export const wrong: Wrong = Object.fromEntries(
  Object.entries(mutants).map(([name, mutate]) => [name, () => [interpreterLaws(mutate(inProcess))]])
)

/** How far to look for the end of a mutant: a law that kills it stops at the first counterexample. */
export const search: LawOptions = { numRuns: 2000, seed: 5, shrink: false }

/** The laws of sets and of what these build on, each once. */
export const lawsIn = (sets: ReadonlyArray<LawSet>): ReadonlyArray<Law> =>
  allSets(lawSet("all", sets, [])).flatMap(({ laws }) => laws)

/** Of the laws with these ids, those which find out that something wrong does not keep them. */
export const killersOf = async (
  sets: ReadonlyArray<LawSet>,
  options: LawOptions,
  ids: ReadonlyArray<string>
): Promise<ReadonlyArray<string>> => {
  const killers: Array<string> = []
  for (const law of lawsIn(sets).filter(({ id }) => ids.includes(id))) {
    const { status } = await law.run(options)
    if (status === "failed") killers.push(law.id)
  }
  return killers
}
