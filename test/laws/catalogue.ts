/**
 * Everything that is wrong on purpose, and the laws that are known to find it: mutants of interpreters, of the machine and its
 * journal, of mappings, runtimes, migrations and footprints. `npm run laws -- --mutants` prints it as a table.
 */
import {
  footprintLaws,
  inProcess,
  laxMigrationLaws,
  mappingLaws,
  migrationLaws,
  rewritingLaws,
  transformationLaws
} from "lawful/laws"
import { machineKills } from "./mutants-of-machine/kills.ts"
import { machineMutants } from "./mutants-of-machine/mutants.ts"
import { codecMutants } from "./mutants-of-maps/codecs.ts"
import { mapperMutants } from "./mutants-of-maps/mapper.ts"
import { migrationMutants } from "./mutants-of-maps/order-book.ts"
import { interpreterMutants, runtimeMutants } from "./mutants-of-maps/runtimes.ts"
import { footprintMutants, shopWith } from "./mutants-of-maps/shop.ts"
import { laxMigrationMutants } from "./mutants-of-maps/warehouses.ts"
import { optimiserMutants } from "./mutants-of-rules/optimisers.ts"
import { mutants } from "./mutants/all.ts"
import { kills as interpreterKills } from "./mutants/kills.ts"
import { type Wrong, wrong as wrongInterpreters } from "./table.ts"

/** By what is wrong: the laws that find it. */
export type Kills = Readonly<Record<string, ReadonlyArray<string>>>

type Row = readonly [name: string, sets: Wrong[string], laws: ReadonlyArray<string>]

const rows: ReadonlyArray<Row> = [
  ...Object.entries(wrongInterpreters).map(
    ([name, sets]): Row => [`an interpreter that ${name}`, sets, interpreterKills[name] ?? []]
  ),
  ...Object.entries(machineMutants).map(
    ([name, sets]): Row => [`a machine that ${name}`, sets, machineKills[name] ?? []]
  ),
  ...mapperMutants.map(
    ([mutant, laws]): Row => [`a mapping that ${mutant.name}`, () => [mappingLaws(inProcess, mutant)], laws]
  ),
  ...optimiserMutants.map(
    ([name, mutant, laws]): Row => [
      `an optimiser that ${name}`,
      () => [rewritingLaws(inProcess, mutant)],
      laws
    ]
  ),
  ...runtimeMutants.map(
    ([mutant, laws]): Row => [mutant.name, () => [transformationLaws({ from: inProcess, to: mutant })], laws]
  ),
  ...Object.entries(interpreterMutants).map(
    ([name, laws]): Row => [
      `a runtime that ${name}`,
      () => [transformationLaws({ from: inProcess, to: mutants[name]?.(inProcess) ?? inProcess })],
      laws
    ]
  ),
  ...migrationMutants.map(
    ([mutant, laws]): Row => [`a migration that ${mutant.name}`, () => [migrationLaws(mutant)], laws]
  ),
  ...laxMigrationMutants.map(
    ([mutant, laws]): Row => [`a lax migration that ${mutant.name}`, () => [laxMigrationLaws(mutant)], laws]
  ),
  ...footprintMutants.map(
    ([name, bugs, laws]): Row => [
      `an implementation that ${name}`,
      () => [footprintLaws(shopWith(bugs))],
      laws
    ]
  ),
  ...codecMutants.map(([name, set, laws]): Row => [`a codec that ${name}`, () => [set], laws])
]

/** All mutants, each with the laws it should keep. */
export const wrong: Wrong = Object.fromEntries(rows.map(([name, sets]) => [name, sets]))

/** All mutants, each with the laws that find it. */
export const kills: Kills = Object.fromEntries(rows.map(([name, , laws]) => [name, laws]))
