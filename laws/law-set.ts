/**
 * Law sets: named groups of laws, each with the sets it builds on.
 * @module
 */
import type { Law } from "./law.ts"

/** A set of laws. */
export interface LawSet {
  readonly name: string
  /** The sets whose laws hold as well; a set that is reached twice is checked once. */
  readonly parents: ReadonlyArray<LawSet>
  readonly laws: ReadonlyArray<Law>
  /** Laws that were taken out, each with the reason. */
  readonly excluded: ReadonlyArray<Exclusion>
  /** Keeps the laws whose id is one of these or matches one of these patterns, here and in the parents. */
  readonly only: (...ids: ReadonlyArray<string | RegExp>) => LawSet
  /** This set and others as one. */
  readonly and: (...others: ReadonlyArray<LawSet>) => LawSet
  /** Takes a law out, here and in the parents; the report shows the reason. */
  readonly without: (id: string, reason: string) => LawSet
}

/** A law that was taken out. */
export interface Exclusion {
  readonly id: string
  readonly reason: string
}

/** Makes a law set. */
export const lawSet = (
  name: string,
  parents: ReadonlyArray<LawSet>,
  laws: ReadonlyArray<Law>,
  excluded: ReadonlyArray<Exclusion> = []
): LawSet => ({
  name,
  parents,
  laws,
  excluded,
  only: (...ids) => {
    const known = allSets(lawSet(name, parents, laws)).flatMap((set) => set.laws.map((law) => law.id))
    const fits = (wanted: string | RegExp, id: string): boolean =>
      typeof wanted === "string" ? wanted === id : wanted.test(id)
    for (const wanted of ids)
      if (!known.some((id) => fits(wanted, id))) unknownLaw(String(wanted), name, known)
    return keeping(name, parents, laws, excluded, (id) => ids.some((wanted) => fits(wanted, id)))
  },
  and: (...others) => {
    const sets = [lawSet(name, parents, laws, excluded), ...others]
    return lawSet(sets.map((set) => set.name).join(" and "), sets, [])
  },
  without: (id, reason) => {
    const known = allSets(lawSet(name, parents, laws)).flatMap((set) => set.laws.map((law) => law.id))
    if (!known.includes(id)) unknownLaw(id, name, known)
    if (reason.trim() === "")
      throw new RangeError(`expected a reason for leaving out the law ${id} (was empty)`)
    return keeping(name, parents, laws, [...excluded, { id, reason }], (other) => other !== id)
  }
})

/** A set and all that it builds on, parents first, each once. */
export const allSets = (set: LawSet): ReadonlyArray<LawSet> => {
  const found = new Map<string, LawSet>()
  const visit = (one: LawSet): void => {
    if (found.has(one.name)) return
    for (const parent of one.parents) visit(parent)
    found.set(one.name, one)
  }
  visit(set)
  return [...found.values()]
}

const keeping = (
  name: string,
  parents: ReadonlyArray<LawSet>,
  laws: ReadonlyArray<Law>,
  excluded: ReadonlyArray<Exclusion>,
  keep: (id: string) => boolean
): LawSet =>
  lawSet(
    name,
    parents.map((parent) => keeping(parent.name, parent.parents, parent.laws, parent.excluded, keep)),
    laws.filter((law) => keep(law.id)),
    excluded
  )

const unknownLaw = (id: string, set: string, known: ReadonlyArray<string>): never => {
  throw new RangeError(`expected a law of the set "${set}": ${known.join(", ")} (was ${id})`)
}
