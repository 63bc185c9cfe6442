// After the point of no return nothing may fail: side by side, and where a step may be stopped.
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { charge, dispatch, type Order, Parcels, Payments, quote, reserve } from "./domain.ts"

export const record = Step.all({
  parcel: dispatch,
  // error: Property '"nothing may fail beside an irreversible step: catch the error inside its branch, move the irreversible step behind the branches, or give it an undo"' is missing
  // error: required in type 'FallibleBesidePivot<"Parcels.dispatch", "Bounced">'
  price: quote,
  note: Step.succeed("fine")
})

export const tuple = Step.all([
  dispatch,
  // error: Property '"nothing may fail beside an irreversible step: catch the error inside its branch, move the irreversible step behind the branches, or give it an undo"' is missing
  // error: required in type 'FallibleBesidePivot<"Parcels.dispatch", "Bounced">'
  quote
])

// error: Property '"nothing may fail beside an irreversible step: catch the error inside its branch, move the irreversible step behind the branches, or give it an undo"' is missing
// error: required in type 'FallibleBesidePivot<"Parcels.dispatch", "Bounced">'
export const halves = Step.parallel([dispatch, quote])

export const some = Step.some({
  parcel: [(o: Order) => o.amount > 0, dispatch],
  // error: Property '"nothing may fail beside an irreversible step: catch the error inside its branch, move the irreversible step behind the branches, or give it an undo"' is missing
  // error: required in type 'FallibleBesidePivot<"Parcels.dispatch", "Bounced">'
  price: [(o: Order) => o.amount > 9, quote]
})

export const race = Step.race({
  // error: Property '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"' is missing
  // error: required in type 'IrreversibleWhereStopped<"Parcels.dispatch">'
  parcel: dispatch,
  later: Step.sleep(5)
})

export const quorum = Step.quorum(1, {
  // error: Property '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"' is missing
  // error: required in type 'IrreversibleWhereStopped<"Parcels.dispatch">'
  parcel: dispatch,
  price: quote
})

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const timeout = pipe(dispatch, Step.timeout(100))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const timeoutByMethod = dispatch.pipe(Step.timeout(100))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const deadline = pipe(dispatch, Step.deadline(new Date(0)))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const bareWrite = pipe(Parcels.dispatch, Step.timeout(100))

// error: Type '"Payments.charge (no undo)"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const forgottenUndo = pipe(Payments.charge, Step.timeout(100))

export const fine = Step.all({ money: charge, goods: reserve, parcel: Step.succeed(1) })
