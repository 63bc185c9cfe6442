// What a selection gives is what the step takes.
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { charge, dispatch, type Order, order, quote } from "./domain.ts"

export const bind = pipe(
  Step.begin<Order>(),
  // error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
  Step.bind("receipt", (s) => s.input.id, charge)
)

export const bindByMethod = Step.begin<Order>().pipe(
  // error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
  Step.bind("receipt", (s) => s.input.id, charge)
)

export const unknownName = pipe(
  Step.begin<Order>(),
  Step.bind("price", (s) => s.input, quote),
  // error: Property 'order' does not exist on type '{ readonly input: { id: string; sku: string; amount: number; }; } & { readonly price: number; }'.
  Step.bind("receipt", (s) => s.order, charge)
)

export const notNamed = pipe(
  Step.begin<Order>(),
  Step.bind("price", (s) => s.input, quote),
  // error: Property 'price' does not exist on type 'Pick<{ readonly input: { id: string; sku: string; amount: number; }; } & { readonly price: number; }, "input">'.
  Step.bindFrom("receipt", ["input"], ({ input, price }) => ({ ...input, amount: price }), charge)
)

export const unknownField = pipe(
  Step.begin<Order>(),
  // error: Type '"order"' is not assignable to type '"input"'.
  Step.bindFrom("price", ["order"], () => ({ id: "", sku: "", amount: 1 }), quote)
)

export const tap = pipe(
  order,
  // error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
  Step.tap((o) => o.id, charge)
)

export const key = pipe(
  charge,
  // error: Type 'number' is not assignable to type 'string'.
  Step.forEach({ key: (o) => o.amount })
)

export const until = pipe(
  quote,
  // error: Type 'number' is not assignable to type 'boolean'.
  Step.forEach({ until: (prices) => prices.length })
)

export const wrongKeyField = pipe(
  charge,
  // error: Property 'iban' does not exist on type '{ id: string; sku: string; amount: number; }'.
  Step.forEach({ key: (o) => o.iban })
)

export const unknownOption = pipe(
  charge,
  // error: 'concurency' does not exist in type
  Step.forEach({ concurency: 3 })
)

// error: Type '{ id: string; sku: string; amount: number; }' is not assignable to type 'string'.
export const branches = Step.if((o: Order) => o.amount > 5, Step.pure((text: string) => text), dispatch)

// error: Type 'number' is not assignable to type '{ id: string; sku: string; amount: number; }'.
export const when = Step.when((n: number) => n > 5, dispatch)

// error: Property 'amuont' does not exist on type '{ id: string; sku: string; amount: number; }'. Did you mean 'amount'?
export const letting = pipe(Step.begin<Order>(), Step.let("double", (s) => s.input.amuont * 2))

// error: Argument of type 'number' is not assignable to parameter of type 'Event<string, unknown>'.
export const key2 = pipe(order, Step.andThen(Step.waitFor(5)))

// error: Type 'number' is not assignable to type 'string'.
export const half = pipe(Step.succeed([1, "a"] as const), Step.andThen(Step.first<string>()(Step.pure((s: string) => s))))

export const takenName = pipe(
  Step.begin<Order>(),
  Step.bind("receipt", (s) => s.input, Step.succeed(1)),
  // error: is not assignable to type 'ThisNameIsTaken'.
  Step.bind("receipt", (s) => s.input, Step.succeed("two"))
)

export const takenInput = pipe(
  Step.begin<Order>(),
  // error: is not assignable to type 'ThisNameIsTaken'.
  Step.let("input", () => 1)
)
