// The relations between workflows and services say what does not fit.
import * as t from "io-ts"
import { run, Signature, Step, Workflow } from "lawful"
import { asService, asUndoableService, gateway, oneToOne, optional, owning, part } from "lawful/architecture"
import { CardDeclined, charge, Inventory, Order, Parcels, Payments, quote, reserve } from "./domain.ts"

// A gateway only reads.
export const writes = gateway({
  price: quote,
  // error: Property '"a gateway only reads: put the write into a saga (Step.all of undoable steps) behind the gateway"' is missing
  parcel: Parcels.dispatch
})

export const mayWrite = gateway({
  // error: "a gateway only reads: put the write into a saga (Step.all of undoable steps) behind the gateway"
  held: optional(Inventory.reserve)
})

// A part is given back, and giving it back does not fail.
// error: what is acquired is given back: an irreversible step cannot be a part
export const gone = part(Parcels.dispatch, Payments.refund)

// error: Type '{ _tag: "Bounced"; address: string; }' is not assignable to type '"a release must not fail: catch its error, or retry it with a schedule that never ends"'.
export const fails = part(Payments.charge, Parcels.track)

// error: Type 'string' is not assignable to type 'number'.
export const otherPart = part(Payments.charge, Inventory.release)

// error: "the name `input` is taken: it is the input of the owner"
export const taken = owning({ input: part(Payments.charge, Payments.refund) }, Step.identity())

// Signatures correspond one to one, or not at all.
const text = { input: t.string, output: t.string, effect: "readonly" } as const
const One = Signature.make("One", { look: text })
const Two = Signature.make("Two", { find: text, count: { ...text, output: t.number } })
const Pair = Signature.make("Pair", { look: text, seek: text })

export const leftOver = oneToOne(
  One,
  Two,
  // error: Property '"these operations correspond to no activity, so this is no bijection"' is missing
  { look: "find" }
)

export const twice = oneToOne(Pair, One, {
  // error: Type 'string' is not assignable to type 'SeveralActivitiesCorrespondTo<"look">'.
  look: "look",
  // error: Type 'string' is not assignable to type 'SeveralActivitiesCorrespondTo<"look">'.
  seek: "look"
})

// error: Property 'look' is missing
export const missing = oneToOne(One, Two, {})

// What differs needs a conversion.
// error: readonly output: Conversion<string, number>
export const unconverted = oneToOne(One, Signature.make("Number", { count: { ...text, output: t.number } }), { look: "count" })

// A workflow that can be undone is, as an operation, a write without an undo.
const sell = Workflow.make("sell", { version: 1, input: Order, output: t.string, error: CardDeclined, body: charge })
const Sales = asService(sell)

export const again = Workflow.make("again", {
  version: 1,
  input: Order,
  output: t.string,
  error: CardDeclined,
  // error: "a write without an undo: wrap it in Saga.undoable, or in Saga.pivot if it cannot be undone"
  body: Sales.signature.run
})

// The undo of a service must not fail, and takes what the workflow gives.
const hold = Workflow.make("hold", { version: 1, input: Order, output: t.number, error: t.unknown as never, body: reserve.pipe(Step.orElse(Step.succeed(0))) })
// error: Type 'string' is not assignable to type
export const otherUndo = asUndoableService(sell, hold)

// error: "missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"
export const bare = run(Sales.signature.run, [Sales.implement([])])
