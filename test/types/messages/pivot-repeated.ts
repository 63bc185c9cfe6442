// After the point of no return nothing may fail: repeated work.
import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Step } from "lawful"
import { dispatch, type Order, order, Parcels, quote } from "./domain.ts"

const send = pipe(
  order,
  Step.tap((o) => o, quote),
  Step.andThen(dispatch)
)

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not be repeated when a later turn can fail (Bounced): catch the error, or give the write an undo"'.
export const forEach = pipe(send, Step.forEach())

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not be repeated when a later turn can fail (Bounced): catch the error, or give the write an undo"'.
export const forEachByMethod = send.pipe(Step.forEach({ concurrency: 3 }))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"'.
export const stopsEarly = pipe(dispatch, Step.forEach({ until: (ids) => ids.length > 3 }))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not be repeated when a later turn can fail (Bounced): catch the error, or give the write an undo"'.
export const iterate = Step.iterate(pipe(send, Step.map((): Either<Order, string> => ({ _tag: "Right", right: "" }))))

const sendAgain = pipe(
  order,
  Step.tap((o) => o, send)
)

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not be repeated when a later turn can fail (Bounced): catch the error, or give the write an undo"'.
export const repeatUntil = pipe(sendAgain, Step.repeatUntil((o) => o.amount > 5))

// error: Type '"Parcels.dispatch"' is not assignable to type '"an irreversible step must not be repeated when a later turn can fail (Bounced): catch the error, or give the write an undo"'.
export const whilst = pipe(sendAgain, Step.whilst((o) => o.amount > 5))

// error: Type '"Parcels.dispatch"' is not assignable to type '"nothing may fail after an irreversible step, but the next can (Bounced): catch the error, move the step before the pivot, or give the write an undo"'.
export const bracket = Step.bracket(dispatch, Parcels.track, Step.succeed(undefined))

// error: Type '{ _tag: "Bounced"; address: string; }' is not assignable to type '"a release must not fail: catch its error, or retry it with a schedule that never ends"'.
export const release = Step.bracket(order, dispatch, Parcels.quote)

// error: Type '{ _tag: "Bounced"; address: string; }' is not assignable to type '"a finalizer must not fail: catch its error, or retry it with a schedule that never ends"'.
export const ensuring = pipe(dispatch, Step.ensuring(quote))

export const fine = pipe(Saga.pivot(dispatch), Step.forEach())
