// A mapping gives each operation an image that can stand for it.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Mapping, run, Saga, Signature, Step } from "lawful"
import { Inventory, Order, Parcels, Payments } from "./domain.ts"

const Full = t.type({ _tag: t.literal("Full") })
const Db = Signature.make("Db", {
  insert: { input: Order, output: t.string, effect: "undoable" },
  remove: { input: t.string, output: t.void, effect: "undo" },
  tidy: { input: t.string, output: t.void, error: Full, effect: "undoable" },
  find: { input: Order, output: t.number, effect: "readonly" },
  count: { input: t.string, output: t.number, effect: "readonly" },
  vacuum: { input: Order, output: t.number, error: Full, effect: "readonly" },
  stamp: { input: Order, output: t.number, effect: "undoable" },
  publish: { input: Order, output: t.string, effect: "irreversible" }
})

// error: Property 'refund' is missing in type
export const missing = Mapping.make(Payments, { charge: Db.insert })

export const unknown = Mapping.make(Payments, {
  charge: Db.insert,
  refund: Db.remove,
  // error: is not assignable to type '"the signature has no such operation"'.
  chargeBack: Db.remove
})

export const wrongInput = Mapping.make(Payments, {
  charge: Db.insert,
  // error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
  refund: Db.find
})

export const wrongOutput = Mapping.partial(Payments, {
  // error: Type 'number' is not assignable to type 'string'.
  charge: Db.find
})

export const undeclaredError = Mapping.partial(Inventory, {
  // error: Type '{ _tag: "Full"; }' is not assignable to type '"the image of an operation may fail only with the errors that the operation declares: catch the others" | { _tag: "OutOfStock"; sku: string; }'.
  reserve: Db.vacuum
})

export const failingWhereNothingMayFail = Mapping.partial(Inventory, {
  // error: Type '{ _tag: "Full"; }' is not assignable to type '"the image of an operation that declares no errors must not fail: catch its error"'.
  check: Db.vacuum
})

export const failingUndo = Mapping.partial(Payments, {
  // error: Type '{ _tag: "Full"; }' is not assignable to type '"a mapped undo must not fail: catch its error, or retry it with a schedule that never ends"'.
  refund: Db.tidy
})

export const writingRead = Mapping.partial(Inventory, {
  // error: Type '"Db.stamp (no undo)"' is not assignable to type '"the image of a readonly operation must not write"'.
  check: Db.stamp
})

export const irreversible = Mapping.partial(Payments, {
  // error: "the image of an undoable operation must not be irreversible: give the write an undo, or declare the operation irreversible"
  charge: Db.publish
})

export const pivot = Mapping.partial(Payments, {
  // error: "the image of an undoable operation must not be irreversible: give the write an undo, or declare the operation irreversible"
  charge: Saga.pivot(Db.insert)
})

const toDb = Mapping.make(Payments, { charge: Db.insert, refund: Db.remove })

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Db">'
export const notProvided = run(pipe(Saga.undoable(Payments.charge, Payments.refund), Mapping.step(toDb)))

const someToDb = Mapping.partial(Payments, { charge: Db.insert })

// error(7): required in type 'MissingImplementation<"Db" | "Payments">'
// error(5.9): required in type 'MissingImplementation<"Payments" | "Db">'
export const notAllMapped = run(pipe(Saga.undoable(Payments.charge, Payments.refund), Mapping.step(someToDb)))

// error: is missing the following properties from type 'Workflow<string, unknown, unknown, unknown, unknown>'
export const notAWorkflow = Mapping.workflow(toDb)(Parcels.dispatch)

// error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
export const wrongAfterwards = pipe(Payments.charge, Mapping.step(toDb), Step.andThen(Db.publish))
