// An implementation has a function for each operation, of the operation's types.
import { implement } from "lawful"
import { Inventory, Payments } from "./domain.ts"

// error: Property 'refund' is missing
export const noRefund = implement(Payments, {
  charge: (order) => order.id
})

export const wrongResult = implement(Payments, {
  // error: Type 'number' is not assignable to type 'Result<string, { _tag: "CardDeclined"; reason: string; }>'.
  charge: (order) => order.amount,
  refund: () => undefined
})

export const wrongPromise = implement(Payments, {
  // error: Type 'number' is not assignable to type 'string | Failure<{ _tag: "CardDeclined"; reason: string; }>'.
  charge: async (order) => order.amount,
  refund: async () => undefined
})

export const wrongInput = implement(Payments, {
  // error: Property 'iban' is missing in type '{ id: string; sku: string; amount: number; }' but required in type '{ readonly iban: string; }'.
  charge: (order: { readonly iban: string }) => order.iban,
  refund: () => undefined
})

export const wrongError = implement(Payments, {
  // error: Type '"OutOfStock"' is not assignable to type '"CardDeclined"'.
  charge: (_order, { fail }) => fail({ _tag: "OutOfStock", sku: "tea" }),
  refund: () => undefined
})

export const errorOfAnInfallible = implement(Inventory, {
  check: () => 1,
  reserve: () => 1,
  release: () => undefined,
  // error: Argument of type '{ _tag: string; }' is not assignable to parameter of type '"this operation declares no `error` in its Signature"'.
  log: (_order, { fail }) => fail({ _tag: "DiskFull" })
})

export const unknownOperation = implement(Payments, {
  charge: (order) => order.id,
  refund: () => undefined,
  // error: Type '() => undefined' is not assignable to type '"the signature has no such operation"'.
  reverse: () => undefined
})
