/**
 * The relations between workflows and services, done right, and everything that is wrong with them on purpose.
 */
import {
  aggregationLaws,
  associationLaws,
  equivalenceLaws,
  inProcess,
  isomorphismLaws,
  type LawSet,
  machine,
  ownershipLaws,
  transitionLaws
} from "lawful/laws"
import { aggregationMutants, gateways } from "./aggregation.ts"
import { associationMutants, graphs } from "./association.ts"
import { equivalenceMutants, exposing } from "./equivalence.ts"
import { isomorphismMutants, translating } from "./isomorphism.ts"
import { ownershipMutants, owners } from "./ownership.ts"
import { stateful, transitionMutants } from "./transition.ts"

/** What is right, by the name to ask for. */
export const relations: ReadonlyArray<{ readonly name: string; readonly sets: ReadonlyArray<LawSet> }> = [
  { name: "dependencies", sets: [associationLaws(graphs)] },
  { name: "translation", sets: [isomorphismLaws(translating)] },
  { name: "services", sets: [equivalenceLaws(exposing)] },
  {
    name: "owners",
    sets: [ownershipLaws(inProcess, owners), ownershipLaws(machine, { ...owners, name: "on the machine" })]
  },
  {
    name: "gateways",
    sets: [
      aggregationLaws(inProcess, gateways),
      aggregationLaws(machine, { ...gateways, name: "on the machine" })
    ]
  },
  { name: "states", sets: [transitionLaws(stateful)] }
]

/** What is wrong, the laws that it should keep, and those that find it. */
export type WrongRelation = readonly [name: string, set: () => LawSet, laws: ReadonlyArray<string>]

const wrong = <M extends { readonly name: string }>(
  what: string,
  mutants: ReadonlyArray<readonly [mutant: M, laws: ReadonlyArray<string>]>,
  laws: (mutant: M) => LawSet
): ReadonlyArray<WrongRelation> =>
  mutants.map(([mutant, found]) => [`${what} that ${mutant.name}`, () => laws(mutant), found])

export const relationMutants: ReadonlyArray<WrongRelation> = [
  ...wrong("a dependency graph", associationMutants, associationLaws),
  ...wrong("a correspondence", isomorphismMutants, isomorphismLaws),
  ...wrong("a service", equivalenceMutants, equivalenceLaws),
  ...wrong("an owner", ownershipMutants, (mutant) => ownershipLaws(inProcess, mutant)),
  ...wrong("a gateway", aggregationMutants, (mutant) => aggregationLaws(inProcess, mutant)),
  ...wrong("a change of state", transitionMutants, transitionLaws)
]
