// An engine is given all that its workflows need, and is asked for what it was given.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Step, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { charge, Order, Paid, Payments, Returned } from "./domain.ts"

const payments = implement(Payments, {
  charge: () => "receipt",
  refund: () => undefined
})
const order = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  error: t.type({ _tag: t.literal("CardDeclined"), reason: t.string }),
  body: pipe(Step.identity<Order>(), Step.tap(() => undefined, Step.waitFor(Paid)), Step.andThen(charge))
})
const other = Workflow.make("other", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.identity<string>()
})
const calling = Workflow.make("calling", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.call(other)
})
const journal = memoryJournal()

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Payments">'
export const nothing = Engine.open({ journal, workflows: [order] })

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"workflow:other">'
export const noCalledWorkflow = Engine.open({ journal, workflows: [calling] })

const engine = await Engine.open({ journal, workflows: [order], implementations: [payments] })
const input = { id: "1", sku: "vase", amount: 5 }

// error: Property '"the engine was not given this workflow: add it to `workflows`"' is missing
// error: required in type 'NotRegistered<"other", "order">'
export const unregistered = engine.start(other, "x")

// error: Type 'number' is not assignable to type 'string'.
export const wrongInput = engine.start(order, { id: "1", sku: 5, amount: 5 })

const handle = await engine.start(order, input)

// error: Property '"the workflow does not wait for this event"' is missing
// error: required in type 'NobodyWaits<"event:Returned", "event:Paid">'
handle.signal(Returned, "broken")

// error: Type 'string' is not assignable to type 'number'.
handle.signal(Paid, { amount: "5" })

// error: Property '"the workflow does not wait for this event"' is missing
// error: required in type 'NobodyWaits<"event:Returned", "event:Paid">'
engine.emit(Returned, "broken", { key: "k" })

// error: Property 'key' is missing in type '{}' but required in type 'EmitOptions'.
engine.emit(Paid, { amount: 5 }, {})
