/**
 * A desk with services that touch different things, for tests of what may be rewritten.
 */
import * as t from "io-ts"
import { Signature } from "lawful"

const ask = { input: t.number, output: t.number, effect: "readonly" } as const
const write = { input: t.number, output: t.number, effect: "undoable" } as const
const error = t.type({ _tag: t.literal("No") })

/** The signature. */
export const Desk = Signature.make("Desk", {
  credit: { ...ask, footprint: { reads: ["credit"] } },
  stock: { ...ask, error, footprint: { reads: ["stock"] } },
  address: { ...ask, footprint: { reads: ["map"] } },
  anything: ask,
  note: { ...ask, effect: "irreversible", footprint: { writes: ["log"] } },
  take: { ...write, error, footprint: { writes: ["stock"] } },
  put: { ...write, effect: "undo", footprint: { writes: ["stock"] } },
  hold: { ...write, footprint: { writes: ["shelf"] } },
  free: { ...write, effect: "undo", footprint: { writes: ["shelf"] } }
})
