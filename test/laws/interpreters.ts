/**
 * Everything that the laws are checked on here: the one list behind `npm run laws`.
 */
import {
  adequacyLaws,
  compositionLaws,
  descriptionLaws,
  durable,
  durableRecovery,
  footprintLaws,
  inProcess,
  instanceLaws,
  interpreterLaws,
  journaled,
  type LawSet,
  machine,
  mappingLaws,
  migrationLaws,
  recoveryLaws,
  squareLaws,
  substituting,
  rewritingLaws,
  transformationLaws
} from "lawful/laws"
import { engines } from "./engines.ts"
import { effect } from "./in-effect.ts"
import { oneAtATimeLaws, observers, replayed } from "./mutants-of-maps/middleware.ts"
import { naturalSets, thereAndBackLaws } from "./mutants-of-maps/transformations.ts"
import { sound } from "./mutants-of-descriptions/describers.ts"
import { soundSemirings } from "./mutants-of-descriptions/semirings.ts"
import { soundWeights } from "./mutants-of-descriptions/weighers.ts"
import { soundCodecs } from "./mutants-of-maps/codecs.ts"
import { soundPayloadCodecs } from "./mutants-of-maps/payload-codecs.ts"
import { commands as bookings, split } from "./mutants-of-maps/order-book.ts"
import { orders } from "./mutants-of-maps/orders.ts"
import { withEffect, withHandle } from "./mutants-of-maps/runtimes.ts"
import { relations } from "./mutants-of-relations/all.ts"
import { shopWith } from "./mutants-of-maps/shop.ts"
import { commands as goods, decided } from "./mutants-of-maps/warehouses.ts"
import { adequacyOf, readerTaskEither, taskEither } from "./task-either.ts"

/** A name to ask for, and what must hold: the laws of an interpreter, or sets that need none, such as those of codecs. */
export interface Interpreter {
  readonly name: string
  readonly sets: ReadonlyArray<LawSet>
}

export const interpreters: ReadonlyArray<Interpreter> = [
  { name: "in-process", sets: [interpreterLaws(inProcess), adequacyLaws(inProcess)] },
  { name: "machine", sets: [interpreterLaws(machine)] },
  {
    name: "effect",
    sets: [
      interpreterLaws(effect),
      adequacyLaws(effect),
      transformationLaws({ name: "of in-process", from: inProcess, to: effect })
    ]
  },
  { name: "describe", sets: [descriptionLaws(sound), ...soundWeights, ...soundSemirings] },
  { name: "journal", sets: [recoveryLaws(journaled())] },
  ...engines.map((engine) => ({
    name: engine.name,
    sets: [
      interpreterLaws(durable(engine)),
      adequacyLaws(durable(engine)),
      recoveryLaws(durableRecovery(engine))
    ]
  })),
  { name: "mapping", sets: [mappingLaws(inProcess, substituting)] },
  {
    name: "task-either",
    sets: [
      interpreterLaws(taskEither),
      adequacyOf(taskEither),
      transformationLaws({ name: "of in-process", from: inProcess, to: taskEither })
    ]
  },
  {
    name: "reader-task-either",
    sets: [
      interpreterLaws(readerTaskEither),
      adequacyOf(readerTaskEither),
      transformationLaws({ name: "of in-process", from: inProcess, to: readerTaskEither })
    ]
  },
  { name: "instances", sets: [instanceLaws()(inProcess)] },
  { name: "orders", sets: [squareLaws(orders)] },
  { name: "optimise", sets: [rewritingLaws(inProcess)] },
  { name: "handle", sets: [transformationLaws({ from: inProcess, to: withHandle })] },
  { name: "operations-as-effects", sets: [transformationLaws({ from: inProcess, to: withEffect })] },
  { name: "transformations", sets: [...naturalSets, compositionLaws(), thereAndBackLaws] },
  {
    name: "middleware",
    sets: [
      ...observers.map((to) => transformationLaws({ from: inProcess, to, level: "timed" })),
      transformationLaws({ from: inProcess, to: replayed, level: "word" }),
      oneAtATimeLaws
    ]
  },
  { name: "order-book", sets: [migrationLaws(split, { commands: bookings })] },
  { name: "warehouses", sets: [migrationLaws(decided, { commands: goods })] },
  { name: "shop", sets: [footprintLaws(shopWith({}))] },
  { name: "codecs", sets: soundCodecs },
  { name: "payload-codecs", sets: soundPayloadCodecs },
  ...relations
]
