/**
 * Everything that the laws are checked on here: the one list behind `npm run laws`.
 */
import {
  adequacyLaws,
  compositionLaws,
  footprintLaws,
  inProcess,
  interpreterLaws,
  journaled,
  type LawSet,
  machine,
  mappingLaws,
  migrationLaws,
  recoveryLaws,
  transformationLaws
} from "lawful/laws"
import { oneAtATimeLaws, observers, replayed } from "./mutants-of-maps/middleware.ts"
import { naturalSets, thereAndBackLaws } from "./mutants-of-maps/transformations.ts"
import { soundCodecs } from "./mutants-of-maps/codecs.ts"
import { substituting } from "./mutants-of-maps/mapper.ts"
import { commands as orders, split } from "./mutants-of-maps/order-book.ts"
import { withEffect, withHandle } from "./mutants-of-maps/runtimes.ts"
import { shopWith } from "./mutants-of-maps/shop.ts"
import { commands as goods, decided } from "./mutants-of-maps/warehouses.ts"

/** A name to ask for, and what must hold: the laws of an interpreter, or sets that need none, such as those of codecs. */
export interface Interpreter {
  readonly name: string
  readonly sets: ReadonlyArray<LawSet>
}

export const interpreters: ReadonlyArray<Interpreter> = [
  { name: "in-process", sets: [interpreterLaws(inProcess), adequacyLaws(inProcess)] },
  { name: "machine", sets: [interpreterLaws(machine)] },
  { name: "journal", sets: [recoveryLaws(journaled())] },
  { name: "substitution", sets: [mappingLaws(inProcess, substituting)] },
  { name: "handle", sets: [transformationLaws({ from: inProcess, to: withHandle })] },
  { name: "effect", sets: [transformationLaws({ from: inProcess, to: withEffect })] },
  { name: "transformations", sets: [...naturalSets, compositionLaws(), thereAndBackLaws] },
  {
    name: "middleware",
    sets: [
      ...observers.map((to) => transformationLaws({ from: inProcess, to, level: "timed" })),
      transformationLaws({ from: inProcess, to: replayed, level: "word" }),
      oneAtATimeLaws
    ]
  },
  { name: "order-book", sets: [migrationLaws(split, { commands: orders })] },
  { name: "warehouses", sets: [migrationLaws(decided, { commands: goods })] },
  { name: "shop", sets: [footprintLaws(shopWith({}))] },
  { name: "codecs", sets: soundCodecs }
]
