// After the point of no return nothing may fail: in sequence.
import { pipe } from "fp-ts/lib/function.js"
import type { Either } from "fp-ts/lib/Either.js"
import { Saga, Step } from "lawful"
import { charge, dispatch, Inventory, type Order, order, Payments, quote, reserve, track } from "./domain.ts"

export const piped = pipe(
  order,
  Step.andThen(dispatch),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(track)
)

export const method = order.pipe(
  Step.andThen(dispatch),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(track)
)

export const bound = pipe(
  Step.begin<Order>(),
  Step.bind("parcel", (s) => s.input, dispatch),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.bind("price", (s) => s.input, quote)
)

export const tapped = pipe(
  order,
  Step.tap((o) => o, dispatch),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.tap((o) => o, quote)
)

export const sealed = pipe(
  order,
  Step.tap((o) => o, Saga.seal(charge)),
  // error: Type '"sealed scope"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (OutOfStock): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(reserve)
)

export const bareOperation = pipe(
  order,
  Step.tap((o) => o, Inventory.log),
  // error: Type '"Inventory.log"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(quote)
)

export const forgottenUndo = pipe(
  order,
  Step.tap((o) => o, Payments.charge),
  // error: Type '"Payments.charge (no undo)"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(quote)
)

export const inTwoPlaces = pipe(
  order,
  Step.tap((o) => o, Inventory.log),
  Step.tap((o) => o, dispatch),
  // error(7): Type '"Inventory.log"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  // error(5.9): Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.andThen(quote)
)

export const matched = pipe(
  order,
  Step.andThen(dispatch),
  Step.map((id) => ({ _tag: "Parcel", id }) as const),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Lost): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.match({ Parcel: Step.fail({ _tag: "Lost" }) })
)

export const matchedEither = pipe(
  order,
  Step.andThen(dispatch),
  Step.map((id): Either<string, string> => ({ _tag: "Left", left: id })),
  // error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
  Step.matchEither({ left: track, right: track })
)

export const fine = pipe(
  order,
  Step.andThen(quote),
  Step.as("price"),
  Step.andThen(Step.attempt(track)),
  Step.as({ id: "", sku: "", amount: 1 }),
  Step.andThen(dispatch),
  Step.andThen(pipe(track, Step.orElse(Step.succeed("unknown"))))
)
