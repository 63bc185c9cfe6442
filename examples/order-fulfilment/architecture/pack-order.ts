/**
 * Composition: packing an order owns a table and a printer. They are claimed when packing begins, and given back when it
 * ends, whatever happens to the order.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step, Workflow } from "lawful"
import { owning, part } from "lawful/architecture"
import { type World, world } from "lawful/simulator"
import { record } from "../domain/codec.ts"
import { OrderId, Text } from "../domain/order.ts"

const OutOfPaper = record("OutOfPaper", { _tag: t.literal("OutOfPaper") })
const once = { delivery: "idempotent" } as const

/** The packing room: tables and printers that one order at a time can have. */
export const PackingRoom = Signature.make("PackingRoom", {
  claimTable: { input: OrderId, output: Text, effect: "undoable", ...once },
  clearTable: { input: Text, output: t.void, effect: "undo", ...once },
  claimPrinter: { input: OrderId, output: Text, effect: "undoable", ...once },
  freePrinter: { input: Text, output: t.void, effect: "undo", ...once },
  print: {
    input: record("a label to print", { printer: Text, order: OrderId }),
    output: Text,
    error: OutOfPaper,
    effect: "undoable",
    ...once
  },
  shred: { input: Text, output: t.void, effect: "undo", ...once }
})

/** Prints the label of a parcel. When the order is called off, the label is shredded while the table is still claimed. */
export const packOrder = Workflow.make("pack-order", {
  version: 1,
  input: OrderId,
  output: Text,
  error: OutOfPaper,
  body: owning(
    {
      table: part(PackingRoom.claimTable, PackingRoom.clearTable),
      printer: part(PackingRoom.claimPrinter, PackingRoom.freePrinter)
    },
    pipe(
      Step.identity<{ readonly input: OrderId; readonly table: Text; readonly printer: Text }>(),
      Step.map(({ input, printer }) => ({ printer, order: input })),
      Step.andThen(Saga.undoable(PackingRoom.print, PackingRoom.shred))
    )
  )
})

/** Who has what in the packing room, and what happened there, in order. */
export interface Room {
  readonly taken: Map<string, OrderId>
  readonly log: Array<string>
  paper: number
}

/** A packing room with so much paper. */
export const packingRoom = (paper: number): World<Room, "PackingRoom"> =>
  world<Room, "PackingRoom">({ taken: new Map(), log: [], paper }, (room) => {
    const claim =
      (what: string) =>
      (order: OrderId): Text => {
        room.taken.set(what, order)
        room.log.push(`claim ${what}`)
        return what as Text
      }
    const free = (what: Text): void => {
      if (room.taken.delete(what)) room.log.push(`free ${what}`)
    }
    return [
      implement(PackingRoom, {
        claimTable: claim("table"),
        clearTable: free,
        claimPrinter: claim("printer"),
        freePrinter: free,
        print: ({ order }, { fail }) => {
          if (room.paper === 0) return fail({ _tag: "OutOfPaper" })
          room.paper -= 1
          room.log.push(`print ${order}`)
          return `label of ${order}` as Text
        },
        shred: (label) => void room.log.push(`shred ${label}`)
      })
    ]
  })
