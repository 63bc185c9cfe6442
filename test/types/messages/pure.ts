// Pure functions are not async.
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { type Order, order, quote } from "./domain.ts"

// error: Type 'Promise<number>' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const pure = Step.pure(async (n: number) => n + 1)

// error: Type 'Promise<string>' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const map = pipe(order, Step.map(async (o) => o.id))

// error: Type 'Promise<string>' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const mapByMethod = order.pipe(Step.map((o) => Promise.resolve(o.id)))

// error: Type 'Promise<{ id: string; sku: string; amount: number; }>' is missing the following properties from type '{ id: string; sku: string; amount: number; }': id, sku, amount
// error: Type 'Promise<{ id: string; sku: string; amount: number; }>' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const mapInput = pipe(order, Step.mapInput(async (id: string) => ({ id, sku: "tea", amount: 5 })))

// error: Type 'Promise<number>' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const letting = pipe(Step.begin<number>(), Step.let("double", async (s) => s.input * 2))

// error: Type 'Promise<{ id: string; sku: string; amount: number; }>' is missing the following properties from type '{ id: string; sku: string; amount: number; }': id, sku, amount
export const select = pipe(order, Step.tap(async (o) => o, quote))

// error: Type 'Promise<{ id: string; sku: string; amount: number; }>' is missing the following properties from type '{ id: string; sku: string; amount: number; }': id, sku, amount
export const binding = pipe(Step.begin<Order>(), Step.bind("price", async (s) => s.input, quote))

// error: Type 'Promise<boolean>' is not assignable to type 'boolean'.
export const condition = Step.if(async (n: number) => n > 1, Step.succeed(1), Step.succeed(2))

// error: Type 'Promise<boolean>' is not assignable to type 'boolean'.
export const again = pipe(Step.identity<number>(), Step.repeatUntil(async (n) => n > 1))

// error: Type 'string' is not assignable to type '"a pure function must not be async: make it an operation of a Signature"'.
export const sometimes = pipe(order, Step.map((o) => (o.amount > 5 ? o.id : Promise.resolve(o.id))))

export const unknownToTheCompiler = Step.pure((text: string) => JSON.parse(text))
export const never = Step.pure((text: string) => {
  throw new Error(text)
})
