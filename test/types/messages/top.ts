// A workflow handles its typed errors or declares them, and makes its writes undoable.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import { CardDeclined, charge, dispatch, Order, order, OutOfStock, Parcels, Payments, reserve } from "./domain.ts"

const both = pipe(
  order,
  Step.tap((o) => o, reserve),
  Step.andThen(charge)
)

export const unhandled = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  // error: Property '"unhandled errors: catch them, or declare them with `error` in Workflow.make"' is missing
  // error: required in type 'UnhandledErrors<"CardDeclined" | "OutOfStock">'
  body: both
})

export const oneUndeclared = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  error: CardDeclined,
  // error: Property '"unhandled errors: catch them, or declare them with `error` in Workflow.make"' is missing
  // error: required in type 'UnhandledErrors<"OutOfStock">'
  body: both
})

export const declared = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  error: t.union([CardDeclined, OutOfStock]),
  body: both
})

export const handled = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  body: pipe(both, Step.catchAll(Step.succeed("nothing was sold")))
})

export const noUndo = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  error: CardDeclined,
  // error: Property '"a write without an undo: wrap it in Saga.undoable, or in Saga.pivot if it cannot be undone"' is missing
  // error: required in type 'UndoMissing<"Payments.charge (no undo)">'
  body: pipe(order, Step.andThen(Payments.charge))
})

export const noPivot = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  body: Parcels.dispatch
})

export const readonlyThatWrites = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  effect: "readonly",
  // error: Property '"a readonly workflow must not write: declare its `effect` as undoable or irreversible"' is missing
  // error: required in type 'IrreversibleInReadonly<"Parcels.dispatch">'
  body: dispatch
})

export const wrongInput = Workflow.make("order", {
  version: 1,
  input: t.string,
  output: t.string,
  // error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
  body: dispatch
})

export const wrongOutput = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.number,
  // error: Type 'string' is not assignable to type 'number'.
  body: dispatch
})
