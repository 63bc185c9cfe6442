import { pipe } from "fp-ts/lib/function.js"
import { type Operation, Saga, Schedule, Signature, Step } from "lawful"
import * as t from "io-ts"
import { expectAssignable, expectError, expectType } from "tsd"
import {
  type Bounced,
  type CardDeclined,
  charge,
  dispatch,
  Inventory,
  type Order,
  type OutOfStock,
  Parcels,
  Payments,
  reserve,
  track
} from "./messages/domain.ts"

// A write without an undo says so in its type; an undo or a pivot takes the words away.
expectType<Operation<Order, string, CardDeclined, "Payments", "Payments.charge (no undo)">>(Payments.charge)
expectType<Step<Order, string, CardDeclined, "Payments">>(Saga.undoable(Payments.charge, Payments.refund))
expectType<Step<Order, string, CardDeclined, "Payments", "Payments.charge">>(Saga.pivot(Payments.charge))
expectType<Step<Order, string, never, "Parcels", "Parcels.dispatch">>(Saga.pivot(Parcels.dispatch))
expectType<Step<number, number, never, never, "pivot">>(Saga.pivot(Step.identity<number>()))
expectType<Operation<Order, string, CardDeclined, "Payments">>(Saga.readonly(Payments.charge))

// What the undo requires is required.
const Desk = Signature.make("Desk", {
  cancel: { input: t.string, output: t.void, effect: "undo" },
  drop: { input: t.type({ id: t.string }), output: t.void, effect: "undo" }
})
expectType<Step<Order, string, CardDeclined, "Payments" | "Desk">>(
  Saga.undoable(Payments.charge, Desk.cancel)
)
expectType<Step<Order, string, CardDeclined, "Payments" | "Desk">>(
  Saga.undoableUsing(
    Payments.charge,
    (order, receipt) => {
      expectType<Order>(order)
      expectType<string>(receipt)
      return { id: `${order.id} ${receipt}` }
    },
    Desk.drop
  )
)
expectType<Step<Order, string, CardDeclined, "Payments" | "Desk">>(
  Saga.undoableFromStart(Payments.charge, Desk.drop)
)
// An irreversible part stays irreversible: an undo beside it cannot bring it back.
expectType<Step<Order, string, never, "Parcels" | "Desk", "Parcels.dispatch">>(
  Saga.undoable(Parcels.dispatch, Desk.cancel)
)

// An undo may be made infallible on the spot.
expectType<Step<Order, string, CardDeclined, "Payments" | "Parcels">>(
  Saga.undoable(Payments.charge, pipe(track, Step.retry(Schedule.exponential(100))), {
    retry: Schedule.immediately(3),
    otherwise: "continue"
  })
)
expectType<Step<Order, string, CardDeclined, "Payments" | "Parcels">>(
  Saga.undoable(Payments.charge, track.pipe(Step.orElse(Step.succeed(""))))
)
expectError(Saga.undoable(Payments.charge, track))
expectError(Saga.undoable(Payments.charge, Inventory.release))
expectError(Saga.undoableUsing(Payments.charge, (order) => order.amount, Desk.drop))
expectError(Saga.undoableFromStart(Payments.charge, Desk.cancel))
expectError(Saga.readonly(charge))

// Scopes keep the types; a seal ends what can be undone.
const both = pipe(
  Step.identity<Order>(),
  Step.tap((o) => o, reserve),
  Step.andThen(charge)
)
expectType<Step<Order, string, CardDeclined | OutOfStock, "Payments" | "Inventory">>(Saga.scope(both))
expectType<Step<Order, string, CardDeclined | OutOfStock, "Payments" | "Inventory", "sealed scope">>(
  Saga.seal(both)
)
expectError(pipe(both, Saga.seal, Step.andThen(track)))
expectError(pipe(dispatch, Step.andThen(track)))
expectAssignable<Step<Order, string, Bounced | CardDeclined, "Parcels" | "Payments">>(
  pipe(charge, Step.andThen(track))
)
