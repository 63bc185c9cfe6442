import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import {
  type Event,
  EventBus,
  type Handle,
  type Outcome,
  type Problem,
  implement,
  run,
  runSync,
  start,
  Step,
  Workflow
} from "lawful"
import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd"
import {
  type Bounced,
  CardDeclined,
  charge,
  dispatch,
  Order,
  Paid,
  Parcels,
  Payments,
  quote,
  Returned
} from "./messages/domain.ts"

const parcels = implement(Parcels, { dispatch: () => "", track: () => "", quote: () => 1 })
const payments = implement(Payments, { charge: () => "", refund: () => undefined })

// A workflow has the types of its codecs, the errors and the requirements of its body.
const price = Workflow.make("price", {
  version: 1,
  input: Order,
  output: t.number,
  effect: "readonly",
  body: pipe(quote, Step.orElse(Step.succeed(0)))
})
expectAssignable<Workflow<"price", Order, number, never, "Parcels">>(price)
expectType<"readonly">(price.effect)
const sell = Workflow.make("sell", {
  version: 2,
  input: Order,
  output: t.string,
  error: CardDeclined,
  body: pipe(
    Step.identity<Order>(),
    Step.tap((o) => o, Step.call(price)),
    Step.andThen(charge)
  )
})
expectAssignable<Workflow<"sell", Order, string, CardDeclined, "workflow:price" | "Payments">>(sell)
expectType<ReadonlyArray<Problem>>(Workflow.check(sell.body))
expectError(Workflow.make("sell", { version: 1, input: Order, output: t.string, body: charge }))
expectError(
  Workflow.make("sell", {
    version: 1,
    input: Order,
    output: t.string,
    error: CardDeclined,
    body: Payments.charge
  })
)
expectError(
  Workflow.make("sell", { version: 1, input: Order, output: t.string, effect: "readonly", body: dispatch })
)

// Calls
expectType<Step<Order, number, never, "workflow:price">>(Step.call(price))
expectType<Step<Order, string, never, "workflow:price">>(Step.detach(price))
expectType<Step<Order, string, CardDeclined, "workflow:sell", "call:sell (no undo)">>(Step.call(sell))
const self = Workflow.reference("self", {
  version: 1,
  input: t.number,
  output: t.string,
  effect: "irreversible"
})
expectType<Step<number, string, never, "workflow:self", "call:self">>(Step.call(self))
expectError(pipe(Step.identity<string>(), Step.andThen(Step.call(price))))

// Running needs all that is required, of called workflows too, and gives the outcome.
expectType<Promise<Outcome<number, Bounced>>>(run(quote, [parcels])({ id: "", sku: "", amount: 1 }))
expectType<Outcome<number, Bounced>>(runSync(quote, [parcels])({ id: "", sku: "", amount: 1 }))
expectType<Promise<Outcome<string, CardDeclined>>>(
  run(sell, [payments, parcels, price])({ id: "", sku: "", amount: 1 }, { id: "run-1" })
)
expectError(run(sell, [payments, price]))
expectError(run(sell, [payments, parcels]))
expectError(runSync(quote))
expectError(run(quote, [parcels])(5))

// A handle takes the events that the workflow waits for.
const waiting = Step.waitForAny({ paid: Paid, back: Returned })
const handle = start(waiting, [], { events: new EventBus() })(undefined)
expectType<string>(handle.id)
expectType<void>(handle.emit(Paid, { amount: 5 }))
expectType<void>(handle.emit(Returned, "broken", "order-1"))
expectType<void>(handle.cancel("enough"))
expectAssignable<Handle<unknown, never, "event:Paid" | "event:Returned">>(handle)
expectError(handle.emit(Paid, "5"))
expectError(start(Step.waitFor(Paid))(undefined).emit(Returned, "broken"))
expectNotAssignable<Event<"Paid", string>>(Paid)

// Each way to end has its own shape.
declare const outcome: Outcome<string, CardDeclined>
if (outcome._tag === "Completed") expectType<string>(outcome.output)
if (outcome._tag === "Failed") expectType<CardDeclined>(outcome.error)
if (outcome._tag === "Defect") expectType<unknown>(outcome.cause)
expectType<"Completed" | "Failed" | "Stuck" | "Cancelled" | "Defect">(outcome._tag)
