import { pipe } from "fp-ts/lib/function.js"
import { Event, Step, type TimedOut } from "lawful"
import { expectError, expectType } from "tsd"
import { type Bounced, dispatch, type Order, Paid, quote, Returned } from "./messages/domain.ts"

// Waiting
expectType<Step<unknown, void>>(Step.sleep(5))
expectType<Step<Order, void>>(Step.sleep((o: Order) => o.amount))
expectType<Step<unknown, void>>(Step.sleepUntil(new Date(0)))
expectType<Step<Date, void>>(Step.sleepUntil((due: Date) => due))
expectType<Step<Order, number, Bounced, "Parcels">>(
  pipe(
    quote,
    Step.pause((price) => {
      expectType<number>(price)
      return price
    })
  )
)
expectType<Step<Order, number, Bounced, "Parcels">>(quote.pipe(Step.pause(5)))

// Limits add an error, and refuse what cannot be undone.
expectType<Step<Order, number, Bounced | TimedOut, "Parcels">>(pipe(quote, Step.timeout(100)))
expectType<Step<Order, number, Bounced | TimedOut, "Parcels">>(pipe(quote, Step.deadline(new Date(0))))
expectType<Step<Order, number, Bounced | TimedOut, "Parcels">>(
  quote.pipe(Step.deadline((o) => new Date(o.amount)))
)
expectError(pipe(dispatch, Step.timeout(100)))
expectError(pipe(dispatch, Step.deadline(new Date(0))))

// Events
expectType<Step<unknown, { amount: number }, never, "event:Paid">>(Step.waitFor(Paid))
expectType<Step<Order, { amount: number }, never, "event:Paid">>(Step.waitFor(Paid, (o: Order) => o.id))
expectType<
  Step<
    unknown,
    | { readonly _tag: "paid"; readonly value: { amount: number } }
    | { readonly _tag: "back"; readonly value: string },
    never,
    "event:Paid" | "event:Returned"
  >
>(Step.waitForAny({ paid: Paid, back: Returned }))
expectType<Step<{ amount: number }, void, never, "emits:Paid">>(Step.emit(Paid))
expectType<Step<{ amount: number }, void, never, "emits:Paid">>(Step.emit(Paid, (paid) => `${paid.amount}`))
const Packed = Event.milestone("Packed")
expectType<Step<unknown, void, never, "emits:Packed">>(Step.reach(Packed))
expectType<Step<Order, void, never, "emits:Packed">>(Step.reach(Packed, (o: Order) => o.id))
expectType<Step<unknown, void, never, "event:Packed">>(Step.waitFor(Packed))
expectError(Step.reach(Paid))
