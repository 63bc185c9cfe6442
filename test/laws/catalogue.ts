/**
 * Everything that is wrong on purpose, and the laws that are known to find it: mutants of interpreters, of the machine and its
 * journal, of mappings, runtimes, migrations and footprints. `npm run laws -- --mutants` prints it as a table.
 */
import {
  adequacyLaws,
  descriptionLaws,
  footprintLaws,
  inProcess,
  instanceLaws,
  mappingLaws,
  migrationLaws,
  payloadCodecLaws,
  rewritingLaws,
  squareLaws,
  transformationLaws
} from "lawful/laws"
import { machineKills } from "./mutants-of-machine/kills.ts"
import { machineMutants } from "./mutants-of-machine/mutants.ts"
import { describerMutants } from "./mutants-of-descriptions/describers.ts"
import { semiringMutants } from "./mutants-of-descriptions/semirings.ts"
import { weightMutants } from "./mutants-of-descriptions/weighers.ts"
import { engineMutants } from "./mutants-of-engines/engines.ts"
import { journalMutants } from "./mutants-of-journals/journals.ts"
import { codecMutants } from "./mutants-of-maps/codecs.ts"
import { instanceMutants } from "./mutants-of-maps/instances.ts"
import { effectMutants } from "./mutants-of-maps/effects.ts"
import { mapperMutants } from "./mutants-of-maps/mapper.ts"
import { commands as orders, migrationMutants } from "./mutants-of-maps/order-book.ts"
import { middlewareMutants } from "./mutants-of-maps/middleware.ts"
import { ordersWith, squareMutants } from "./mutants-of-maps/orders.ts"
import { interpreterMutants, runtimeMutants } from "./mutants-of-maps/runtimes.ts"
import { footprintMutants, shopWith } from "./mutants-of-maps/shop.ts"
import { payloadCodecMutants } from "./mutants-of-maps/payload-codecs.ts"
import { taskEitherMutants } from "./mutants-of-maps/task-eithers.ts"
import { commands as goods, laxMigrationMutants } from "./mutants-of-maps/warehouses.ts"
import { compositionMutants, naturalMutants } from "./mutants-of-maps/transformations.ts"
import { relationMutants } from "./mutants-of-relations/all.ts"
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
  ...squareMutants.map(
    ([name, mapping, laws]): Row => [`a mapping that ${name}`, () => [squareLaws(ordersWith(mapping))], laws]
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
  ...effectMutants.map(
    ([mutant, laws]): Row => [
      `an interpreter ${mutant.name}`,
      () => [adequacyLaws(mutant), transformationLaws({ from: inProcess, to: mutant })],
      laws
    ]
  ),
  ...Object.entries(interpreterMutants).map(
    ([name, laws]): Row => [
      `a runtime that ${name}`,
      () => [transformationLaws({ from: inProcess, to: mutants[name]?.(inProcess) ?? inProcess })],
      laws
    ]
  ),
  ...middlewareMutants.map(
    ([mutant, laws]): Row => [
      `an implementation that ${mutant.name}`,
      () => [transformationLaws({ from: inProcess, to: mutant, level: "word" })],
      laws
    ]
  ),
  ...[...naturalMutants, ...compositionMutants].map(
    ([name, set, laws]): Row => [`a transformation that ${name}`, () => [set], laws]
  ),
  ...migrationMutants.map(
    ([mutant, laws]): Row => [
      `a migration that ${mutant.name}`,
      () => [migrationLaws(mutant, { commands: orders })],
      laws
    ]
  ),
  ...laxMigrationMutants.map(
    ([mutant, laws]): Row => [
      `a lax migration that ${mutant.name}`,
      () => [migrationLaws(mutant, { commands: goods })],
      laws
    ]
  ),
  ...footprintMutants.map(
    ([name, bugs, laws]): Row => [
      `an implementation that ${name}`,
      () => [footprintLaws(shopWith(bugs))],
      laws
    ]
  ),
  ...instanceMutants.map(
    ([name, instances, laws]): Row => [
      `an instance that ${name}`,
      () => [instanceLaws(instances)(inProcess)],
      laws
    ]
  ),
  ...taskEitherMutants,
  ...relationMutants.map(([name, set, laws]): Row => [name, () => [set()], laws]),
  ...describerMutants.map(
    ([mutant, laws]): Row => [`a describer that ${mutant.name}`, () => [descriptionLaws(mutant)], laws]
  ),
  ...weightMutants.map(([name, set, laws]): Row => [`a way to weigh that ${name}`, () => [set], laws]),
  ...semiringMutants.map(([name, set, laws]): Row => [`a semiring that ${name}`, () => [set], laws]),
  ...engineMutants.map(([name, sets, laws]): Row => [`a durable engine that ${name}`, sets, laws]),
  ...journalMutants.map(([name, set, laws]): Row => [`a journal that ${name}`, () => [set], laws]),
  ...codecMutants.map(([name, set, laws]): Row => [`a codec that ${name}`, () => [set], laws]),
  ...payloadCodecMutants.map(
    ([codec, laws]): Row => [
      `a payload codec that ${codec.name}`,
      () => [payloadCodecLaws(codec, { authenticates: true })],
      laws
    ]
  )
]

/** All mutants, each with the laws it should keep. */
export const wrong: Wrong = Object.fromEntries(rows.map(([name, sets]) => [name, sets]))

/** All mutants, each with the laws that find it. */
export const kills: Kills = Object.fromEntries(rows.map(([name, , laws]) => [name, laws]))
