import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, type Outcome, Signature, Step, Workflow } from "lawful"
import {
  type End,
  explore,
  type Exploration,
  Fault,
  type Replay,
  replay,
  type SagaReport,
  send,
  verifySaga,
  type Waiting,
  world
} from "lawful/simulator"
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

// The result.
const explored = () => explore(Card.quote, 1, { world: shop })
expectType<() => Promise<Exploration<string, Declined, { sold: number }>>>(explored)
expectType<() => Promise<Replay<string, Declined, { sold: number }>>>(() =>
  replay(Card.quote, 1, { world: shop }, [0, 1])
)
expectType<() => Promise<SagaReport>>(() => verifySaga(Card.quote, 1, { world: shop }))
declare const end: End<string, Declined>
expectType<Outcome<string, Declined> | Waiting>(end)

// The input.
expectError(explore(Card.quote, "1", { world: shop }))
expectError(replay(Card.quote, "1", { world: shop }, []))
expectError(verifySaga(Card.quote, "1", { world: shop }))
expectError(verifySaga(Card.quote, 1, { world: shop, other: "1" }))

// Everything required must be provided by the world.
const both = pipe(Card.quote, Step.andThen(Step.pure(() => undefined)), Step.andThen(Clock.now))
expectError(explore(both, 1, { world: shop }))
expectError(replay(both, 1, { world: shop }, []))
expectError(verifySaga(both, 1, { world: shop }))
const inner = Workflow.make("inner", {
  version: 1,
  input: t.number,
  output: t.string,
  error: Declined,
  effect: "readonly",
  body: Card.quote
})
void explore(Step.call(inner), 1, { world: shop, workflows: [inner] })
expectError(explore(Step.call(inner), 1, { world: shop }))

// Invariants see the state of the world, and how the run ended.
void explore(Card.quote, 1, {
  world: shop,
  invariants: [
    {
      name: "sold is a number",
      always: (state) => {
        expectType<{ sold: number }>(state)
        return undefined
      },
      atEnd: (state, ended, deeds) => {
        expectType<End<string, Declined>>(ended)
        expectAssignable<ReadonlyArray<string>>(deeds.undone)
        return state.sold < 0 ? "less than nothing" : undefined
      }
    }
  ]
})
expectError(
  explore(Card.quote, 1, {
    world: shop,
    invariants: [{ name: "no such thing", always: ({ bought }) => bought }]
  })
)
void verifySaga(Card.quote, 1, { world: shop, observe: ({ sold }) => sold })
expectError(verifySaga(Card.quote, 1, { world: shop, observe: ({ bought }) => bought }))

// Events that the workflow waits for.
void explore(Step.waitFor(Paid), undefined, { world: shop, events: [send(Paid, 5)] })
expectError(explore(Step.waitFor(Paid), undefined, { world: shop, events: [send(Left, "a")] }))

// Faults.
void explore(Card.quote, 1, { world: shop, faults: Fault.every(Card.quote), maxFaults: 2, crashes: 1 })
expectError(explore(Card.quote, 1, { world: shop, faults: [Fault.fails(Card.quote, { _tag: "Expired" })] }))
