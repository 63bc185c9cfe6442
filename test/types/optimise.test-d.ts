import { pipe } from "fp-ts/lib/function.js"
import { Step, type Workflow } from "lawful"
import { optimise, explain } from "lawful/optimise"
import { expectError, expectType } from "tsd"
import { type CardDeclined, charge, type Order, type Bounced, quote } from "./messages/domain.ts"

const sold = pipe(
  Step.begin<Order>(),
  Step.bindFrom("price", ["input"], ({ input }) => input, quote),
  Step.bindFrom("receipt", ["input", "price"], ({ input, price }) => ({ ...input, amount: price }), charge),
  Step.map(({ receipt }) => receipt)
)
expectType<Step<Order, string, Bounced | CardDeclined, "Parcels" | "Payments">>(sold)

// A rewrite by a law changes no types.
expectType<Step<Order, string, Bounced | CardDeclined, "Parcels" | "Payments">>(optimise(sold))
expectType<Step<Order, string, Bounced | CardDeclined, "Parcels" | "Payments">>(
  explain(sold, { level: "effects", whole: true }).optimised
)
declare const workflow: Workflow<"w", number, string, "no", "Payments">
expectType<Workflow<"w", number, string, "no", "Payments">>(optimise(workflow, { version: 2 }))

// Only what was named is in reach.
expectError(
  pipe(
    Step.begin<Order>(),
    Step.bindFrom("price", ["input"], ({ input }) => input, quote),
    Step.bindFrom("receipt", ["input"], ({ input, price }) => ({ ...input, amount: price }), charge)
  )
)
expectError(
  pipe(
    Step.begin<Order>(),
    Step.bindFrom("price", ["order"], ({ order }) => order, quote)
  )
)
expectError(
  pipe(
    Step.begin<Order>(),
    Step.bindFrom("input", ["input"], ({ input }) => input, quote)
  )
)
// A step has no version.
expectError(optimise(sold, { version: 2 }))
expectError(optimise(sold, { level: "world" }))
