import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, type Outcome, Signature, Step, type TimedOut, Workflow } from "lawful"
import { Crash, Fault, send, simulate, type Unfinished, type Waiting, world } from "lawful/simulator"
import { expectAssignable, expectError, expectType } from "tsd"

const Declined = t.type({ _tag: t.literal("Declined") })
type Declined = t.TypeOf<typeof Declined>
const Card = Signature.make("Card", {
  quote: { input: t.number, output: t.string, error: Declined, effect: "readonly" }
})
const Clock = Signature.make("Clock", { now: { input: t.void, output: t.number, effect: "readonly" } })
const Paid = Event.make("Paid", { payload: t.number })
const Left = Event.make("Left", { payload: t.string })

const shop = world({ sold: 0 }, (state) => [implement(Card, { quote: (n) => `${(state.sold += n)}` })])
const clock = implement(Clock, { now: () => 0 })

// The result.
declare const cardOnly: Awaited<ReturnType<typeof withWorld>>
const withWorld = () => simulate(pipe(Card.quote, Step.timeout(5)), 1, { world: shop })
expectType<Outcome<string, Declined | TimedOut> | Waiting | Unfinished>(cardOnly.outcome)
expectType<{ sold: number }>(cardOnly.world)
declare const worldless: Awaited<ReturnType<typeof withoutWorld>>
const withoutWorld = () => simulate(Step.succeed(1), undefined)
expectType<undefined>(worldless.world)

// The input.
expectError(simulate(Card.quote, "1", { world: shop }))

// Everything required must be provided, by the world or besides it.
const both = pipe(Card.quote, Step.andThen(Step.pure(() => undefined)), Step.andThen(Clock.now))
void simulate(both, 1, { world: shop, implementations: [clock] })
expectError(simulate(both, 1, { world: shop }))
expectError(simulate(both, 1, { implementations: [clock] }))
expectError(simulate(both, 1))

// Called workflows, and what these require.
const inner = Workflow.make("inner", {
  version: 1,
  input: t.number,
  output: t.string,
  error: Declined,
  effect: "readonly",
  body: Card.quote
})
void simulate(Step.call(inner), 1, { world: shop, workflows: [inner] })
expectError(simulate(Step.call(inner), 1, { world: shop }))
expectError(simulate(Step.call(inner), 1, { workflows: [inner] }))

// Events: their payload, and whether anybody waits for them.
void simulate(Step.waitFor(Paid), undefined, { events: [send(Paid, 5, { at: 5, key: "k", times: 2 })] })
const either = Step.waitForAny({ paid: Paid, left: Left })
void simulate(either, undefined, { events: [send(Paid, 5), send(Left, "a")] })
expectError(send(Paid, "5"))
expectError(simulate(Step.waitFor(Paid), undefined, { events: [send(Left, "a")] }))
expectError(simulate(Step.succeed(1), undefined, { events: [send(Paid, 5)] }))

// Faults: only errors that the operation declares.
expectType<Fault.Fault>(Fault.fails(Card.quote, { _tag: "Declined" }))
expectError(Fault.fails(Card.quote, { _tag: "Down" }))
expectError(Fault.fails(Clock.now, { _tag: "Declined" }))

// Crashes.
expectAssignable<ReadonlyArray<Crash.Crash>>([
  Crash.after(1),
  Crash.at(5, { downFor: 5 }),
  Crash.during(Card.quote, { call: 2, downFor: 5 })
])
expectError(Crash.during(Step.succeed(1)))
