// Handlers are for errors that the step can fail with.
import { pipe } from "fp-ts/lib/function.js"
import { type Caught, Step } from "lawful"
import { charge, type OutOfStock, type Order, order, reserve } from "./domain.ts"

const risky = pipe(
  order,
  Step.tap((o) => o, reserve),
  Step.andThen(charge)
)
const noStock = Step.pure(({ error }: Caught<OutOfStock, Order>) => error.sku)

export const unknownTag = pipe(
  risky,
  // error: Argument of type '"Timeout"' is not assignable to parameter of type '"CardDeclined" | "OutOfStock"'.
  Step.catchTag("Timeout", Step.succeed(""))
)

export const unknownTagByMethod = risky.pipe(
  // error: Argument of type '"Timeout"' is not assignable to parameter of type '"CardDeclined" | "OutOfStock"'.
  Step.catchTag("Timeout", Step.succeed(""))
)

export const caughtTwice = pipe(
  risky,
  Step.catchTag("OutOfStock", noStock),
  // error: Argument of type '"OutOfStock"' is not assignable to parameter of type '"CardDeclined"'.
  Step.catchTag("OutOfStock", noStock)
)

export const wrongHandler = pipe(
  risky,
  // error: Property 'sku' is missing in type '{ _tag: "CardDeclined"; reason: string; }' but required in type '{ _tag: "OutOfStock"; sku: string; }'.
  Step.catchTag("CardDeclined", noStock)
)

export const unknownTags = pipe(
  risky,
  // error: Type 'Step<unknown, string, never, never, never>' is not assignable to type '"the step does not fail with this tag"'.
  Step.catchTags({ OutOfStock: noStock, Timeout: Step.succeed("") })
)

export const wrongHandlers = pipe(
  risky,
  // error: Property 'sku' is missing in type '{ _tag: "CardDeclined"; reason: string; }' but required in type '{ _tag: "OutOfStock"; sku: string; }'.
  Step.catchTags({ CardDeclined: noStock })
)

export const notAllHandled = pipe(
  risky,
  // error: Property 'sku' is missing in type '{ _tag: "CardDeclined"; reason: string; }' but required in type '{ _tag: "OutOfStock"; sku: string; }'.
  Step.catchAll(noStock)
)

export const wrongField = pipe(
  risky,
  // error: Property 'sku' does not exist on type '{ _tag: "CardDeclined"; reason: string; }'.
  Step.mapError((error) => error.sku)
)
