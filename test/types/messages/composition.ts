// The output of a step must be the input of the next one.
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { charge, order, quote, track } from "./domain.ts"

// error: Type 'number' is not assignable to type 'string'.
export const piped = pipe(order, Step.andThen(quote), Step.andThen(track))

// error: Type 'number' is not assignable to type 'string'.
export const method = order.pipe(Step.andThen(quote), Step.andThen(track))

export const inAMap = pipe(
  order,
  Step.andThen(charge),
  // error: Type 'string' is not assignable to type 'number'.
  Step.map((receipt: number) => receipt + 1)
)

export const unknownField = pipe(
  order,
  // error: Property 'amuont' does not exist on type '{ id: string; sku: string; amount: number; }'. Did you mean 'amount'?
  Step.map((o) => o.amuont)
)
