/**
 * Everything that the laws are checked on here: the one list behind `npm run laws`.
 */
import {
  adequacyLaws,
  footprintLaws,
  inProcess,
  interpreterLaws,
  journaled,
  type LawSet,
  laxMigrationLaws,
  machine,
  mappingLaws,
  migrationLaws,
  recoveryLaws,
  rewritingLaws,
  transformationLaws
} from "lawful/laws"
import { soundCodecs } from "./mutants-of-maps/codecs.ts"
import { substituting } from "./mutants-of-maps/mapper.ts"
import { split } from "./mutants-of-maps/order-book.ts"
import { withEffect, withHandle } from "./mutants-of-maps/runtimes.ts"
import { shopWith } from "./mutants-of-maps/shop.ts"
import { decided } from "./mutants-of-maps/warehouses.ts"

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
  { name: "optimise", sets: [rewritingLaws(inProcess)] },
  { name: "handle", sets: [transformationLaws({ from: inProcess, to: withHandle })] },
  { name: "effect", sets: [transformationLaws({ from: inProcess, to: withEffect })] },
  { name: "order-book", sets: [migrationLaws(split)] },
  { name: "warehouses", sets: [laxMigrationLaws(decided)] },
  { name: "shop", sets: [footprintLaws(shopWith({}))] },
  { name: "codecs", sets: soundCodecs }
]
