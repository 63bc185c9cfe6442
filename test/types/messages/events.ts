// A run is sent the events that its workflow waits for, with their payloads.
import { pipe } from "fp-ts/lib/function.js"
import { Event, start, Step } from "lawful"
import { Paid, Returned } from "./domain.ts"

const handle = start(Step.waitFor(Paid))(undefined)

// error: Type 'string' is not assignable to type 'number'.
handle.emit(Paid, { amount: "5" })

// error: Property 'amount' is missing in type '{}' but required in type '{ amount: number; }'.
handle.emit(Paid, {})

// error: Property '"the workflow does not wait for this event"' is missing
// error: required in type 'NobodyWaits<"event:Returned", "event:Paid">'
handle.emit(Returned, "broken")

const silent = start(Step.succeed(1))(undefined)

// error: Property '"the workflow does not wait for this event"' is missing
// error: required in type 'NobodyWaits<"event:Returned", never>'
silent.emit(Returned, "broken")

const either = start(Step.waitForAny({ paid: Paid, returned: Returned }))(undefined)
either.emit(Returned, "broken")

// error: Argument of type 'number' is not assignable to parameter of type 'string'.
either.emit(Returned, 5)

// error: Type 'string' is not assignable to type '{ amount: number; }'.
export const payload = pipe(Step.succeed("five"), Step.andThen(Step.emit(Paid)))

const Packed = Event.milestone("Packed")

// error: Type 'void' is not assignable to type '{ amount: number; }'.
export const notAMilestone = Step.reach(Paid)

// error: Property '"the workflow does not wait for this event"' is missing
// error: required in type 'NobodyWaits<"event:Packed", "event:Paid">'
handle.emit(Packed, undefined)

// error: 'amount' does not exist in type
export const noCodec = Event.make("Lost", { payload: { amount: 5 } })
