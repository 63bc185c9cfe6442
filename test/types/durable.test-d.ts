import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, type Outcome, Saga, Signature, Step, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { expectError, expectType } from "tsd"

const Desk = Signature.make("Desk", {
  look: {
    input: t.string,
    output: t.number,
    error: t.type({ _tag: t.literal("Closed") }),
    effect: "readonly"
  }
})
const Paid = Event.make("Paid", { payload: t.type({ amount: t.number }) })
const Lost = Event.make("Lost", { payload: t.string })

const quote = Workflow.make("quote", {
  version: 1,
  input: t.string,
  output: t.number,
  error: t.type({ _tag: t.literal("Closed") }),
  effect: "readonly",
  body: Desk.look
})
const order = Workflow.make("order", {
  version: 1,
  input: t.type({ sku: t.string }),
  output: t.string,
  body: pipe(
    Step.waitFor(Paid),
    Step.map(({ amount }) => `paid ${amount}`)
  )
})
const other = Workflow.make("other", {
  version: 1,
  input: t.string,
  output: t.string,
  body: pipe(Step.waitFor(Lost), Step.as("found"))
})
const calling = Workflow.make("calling", {
  version: 1,
  input: t.string,
  output: t.number,
  effect: "readonly",
  body: pipe(Step.call(quote), Step.catchTag("Closed", Step.succeed(0)))
})
const desk = implement(Desk, { look: () => 1 })
const journal = memoryJournal()

// Everything that is needed has to be given.
expectError(Engine.open({ journal, workflows: [quote] }))
expectError(Engine.open({ journal, workflows: [calling], implementations: [desk] }))
expectType<Engine<typeof quote | typeof calling>>(
  await Engine.open({ journal, workflows: [quote, calling], implementations: [desk] })
)
const engine = await Engine.open({ journal, workflows: [quote, order], implementations: [desk] })

// Handles know how their runs can end.
const handle = await engine.start(order, { sku: "vase" })
expectType<Promise<Outcome<string, never>>>(handle.result())
expectType<Promise<Outcome<number, { _tag: "Closed" }>>>((await engine.start(quote, "vase")).result())
expectType<Promise<Outcome<string, never>>>((await engine.get(order, "order-17")).result())

// Inputs have to fit, and workflows to be there.
expectError(engine.start(order, { sku: 5 }))
expectError(engine.start(order, {}))
expectError(engine.start(other, "vase"))
expectError(engine.get(other, "other-1"))
expectError(engine.start(order, { sku: "vase" }, { attributes: { at: new Date() } }))
expectError(engine.start(order, { sku: "vase" }, { id: 17 }))

// Events have to be waited for, and their payloads to fit.
expectType<Promise<"accepted" | "repeated" | "ended">>(handle.signal(Paid, { amount: 5 }))
expectError(handle.signal(Paid, { amount: "5" }))
expectError(handle.signal(Lost, "x"))
expectError(engine.emit(Lost, "x", { key: "k" }))
expectError(engine.emit(Paid, { amount: "5" }, { key: "k" }))
expectError(engine.emit(Paid, { amount: 5 }))
expectError(engine.emit(Paid, { amount: 5 }, { id: "k" }))

// Questions are typed.
expectError(engine.list({ status: "done" }))
expectError(engine.list({ attributes: { at: new Date() } }))
const [position] = (await handle.query()).positions
if (position?.kind === "timer") expectType<number | null>(position.due)

// An irreversible end needs a pivot here as everywhere.
expectError(
  Workflow.make("bad", {
    version: 1,
    input: t.string,
    output: t.number,
    body: Saga.undoable(Desk.look, Desk.look)
  })
)
