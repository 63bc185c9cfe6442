// Everything that a workflow requires must be provided to run it.
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, run, runSync, start, Step, Workflow } from "lawful"
import { charge, Order, Payments, quote } from "./domain.ts"

const payments = implement(Payments, {
  charge: () => "receipt",
  refund: () => undefined
})

const price = Workflow.make("price", {
  version: 1,
  input: Order,
  output: t.number,
  effect: "readonly",
  body: pipe(quote, Step.catchTag("Bounced", Step.succeed(0)))
})
const order = Workflow.make("order", {
  version: 1,
  input: Order,
  output: t.string,
  error: t.union([
    t.type({ _tag: t.literal("CardDeclined"), reason: t.string }),
    t.type({ _tag: t.literal("Nothing") })
  ]),
  body: pipe(
    Step.identity<Order>(),
    Step.tap((o) => o, Step.call(price)),
    Step.andThen(charge)
  )
})

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Payments" | "workflow:price">'
export const nothing = run(order)

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"workflow:price">'
export const noCalledWorkflow = run(order, [payments])

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Parcels">'
export const needsOfTheCalledWorkflow = run(order, [payments, price])

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Parcels">'
export const sync = runSync(quote, [payments])

// error: Property '"missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list"' is missing
// error: required in type 'MissingImplementation<"Parcels">'
export const started = start(pipe(quote, Step.attempt))
