/**
 * What the fixtures of this folder speak about; it must compile.
 * @module
 */
import * as t from "io-ts"
import { Event, Saga, Signature, Step } from "lawful"

export const Order = t.type({ id: t.string, sku: t.string, amount: t.number }, "Order")
export type Order = t.TypeOf<typeof Order>

export const CardDeclined = t.type({ _tag: t.literal("CardDeclined"), reason: t.string })
export const OutOfStock = t.type({ _tag: t.literal("OutOfStock"), sku: t.string })
export const Bounced = t.type({ _tag: t.literal("Bounced"), address: t.string })
export type CardDeclined = t.TypeOf<typeof CardDeclined>
export type OutOfStock = t.TypeOf<typeof OutOfStock>
export type Bounced = t.TypeOf<typeof Bounced>

export const Payments = Signature.make("Payments", {
  charge: { input: Order, output: t.string, error: CardDeclined, effect: "undoable", delivery: "idempotent" },
  refund: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
})

export const Inventory = Signature.make("Inventory", {
  check: { input: Order, output: t.number, effect: "readonly" },
  reserve: { input: Order, output: t.number, error: OutOfStock, effect: "undoable" },
  release: { input: t.number, output: t.void, effect: "undo" },
  log: { input: Order, output: t.void, effect: "irreversible" }
})

export const Parcels = Signature.make("Parcels", {
  dispatch: { input: Order, output: t.string, effect: "irreversible" },
  track: { input: t.string, output: t.string, error: Bounced, effect: "readonly" },
  quote: { input: Order, output: t.number, error: Bounced, effect: "readonly" }
})

export const Paid = Event.make("Paid", { payload: t.type({ amount: t.number }) })
export const Returned = Event.make("Returned", { payload: t.string })

/** Undoable; fails with CardDeclined. */
export const charge = Saga.undoable(Payments.charge, Payments.refund)
/** Undoable; fails with OutOfStock. */
export const reserve = Saga.undoable(Inventory.reserve, Inventory.release)
/** The point of no return; cannot fail. */
export const dispatch = Saga.pivot(Parcels.dispatch)
/** Fails with Bounced. */
export const { quote, track } = Parcels

export const order = Step.identity<Order>()
