// Steps where functions belong, and functions where steps belong.
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { charge, order } from "./domain.ts"

// error: Argument of type '(o: any) => any' is not assignable to parameter of type 'Step<{ id: string; sku: string; amount: number; }, unknown, unknown, unknown, unknown>'.
// error: Parameter 'o' implicitly has an 'any' type.
export const notAStep = pipe(order, Step.andThen((o) => o.id))

// error: provides no match for the signature
export const notAFunction = pipe(order, Step.map(charge))

// error: provides no match for the signature
export const forgotten = pipe(order, charge)

// error: Expected 1 arguments, but got 2.
export const uncurried = Step.andThen(order, charge)

// error: Type 'string' is not assignable to type '{ id: string; sku: string; amount: number; }'.
export const annotated: Step<string, string> = charge
