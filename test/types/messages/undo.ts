// An undo takes what the step gave, and cannot fail.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Schedule, Signature, Step } from "lawful"
import { charge, Inventory, Payments, track } from "./domain.ts"

// error: Type '{ _tag: "Bounced"; address: string; }' is not assignable to type '"an undo must not fail: catch its error, or retry it with a schedule that never ends"'.
export const canFail = Saga.undoable(Payments.charge, track)

// error: Type 'string' is not assignable to type 'number'.
export const wrongInput = Saga.undoable(Payments.charge, Inventory.release)

export const canFailUsing = Saga.undoableUsing(
  Inventory.reserve,
  (order, count) => `${order.id} ${count}`,
  // error: Type '{ _tag: "Bounced"; address: string; }' is not assignable to type '"an undo must not fail: catch its error, or retry it with a schedule that never ends"'.
  track
)

export const wrongSelection = Saga.undoableUsing(
  Inventory.reserve,
  // error: Type 'string' is not assignable to type 'number'.
  (order) => order.sku,
  Inventory.release
)

// error: Type '{ id: string; sku: string; amount: number; }' is not assignable to type 'number'.
export const fromStart = Saga.undoableFromStart(Inventory.reserve, Inventory.release)

export const noEffect = Signature.make("Stock", {
  // error: Property 'effect' is missing in type '{ input: t.StringC; output: t.VoidC; }' but required in type 'OperationSpec'.
  take: { input: t.string, output: t.void }
})

export const wrongEffect = Signature.make("Stock", {
  // error: Type '"write"' is not assignable to type 'Effect'.
  take: { input: t.string, output: t.void, effect: "write" }
})

export const failingUndo = Signature.make("Stock", {
  take: { input: t.string, output: t.void, effect: "undoable" },
  // error: Property '"an undo must not fail: drop `error`; one that throws is reported as stuck, with what is still owed"' is missing
  // error: required in type 'UndoCannotFail'
  put: { input: t.string, output: t.void, error: t.type({ _tag: t.literal("Full") }), effect: "undo" }
})

export const noCodec = Signature.make("Stock", {
  // error: Type 'string' is not assignable to type 'CodecLike'.
  take: { input: "string", output: t.void, effect: "readonly" }
})

// error: Property 'request' is missing
export const readonlyStep = Saga.readonly(charge)

// error(7): Type '"ignore"' is not assignable to type '"continue" | "stop" | undefined'.
// error(5.9): Type '"ignore"' is not assignable to type '"stop" | "continue" | undefined'.
export const policy = Saga.undoable(Payments.charge, Payments.refund, { otherwise: "ignore" })

export const fine = Saga.undoable(Payments.charge, pipe(track, Step.retry(Schedule.constant(5))))

