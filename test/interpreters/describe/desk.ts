/**
 * Operations to describe.
 */
import * as t from "io-ts"
import { Event, Saga, Signature } from "lawful"

const Closed = t.type({ _tag: t.literal("Closed") }, "Closed")

export const Desk = Signature.make("Desk", {
  ask: {
    input: t.unknown,
    output: t.number,
    error: Closed,
    effect: "readonly",
    footprint: { reads: ["book"] }
  },
  look: { input: t.unknown, output: t.number, effect: "readonly" },
  book: {
    input: t.unknown,
    output: t.number,
    error: Closed,
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["book"] }
  },
  note: { input: t.unknown, output: t.number, effect: "undoable", footprint: { writes: ["log"] } },
  free: { input: t.unknown, output: t.void, effect: "undo", footprint: { writes: ["book"] } },
  send: { input: t.unknown, output: t.void, effect: "irreversible" }
})

/** A booking that is undone. */
export const booking = Saga.undoable(Desk.book, Desk.free)

export const Paid = Event.make("Paid", { payload: t.void })
export const Packed = Event.make("Packed", { payload: t.void })
