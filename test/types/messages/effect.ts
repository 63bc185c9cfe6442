// What is missing when a workflow is run as an effect.
import { Effect } from "effect"
import { inEffect, layer, layerOf } from "lawful/effect"
import { implement } from "lawful"
import { charge, Payments, type Order } from "./domain.ts"

declare const order: Order
const effect = inEffect.interpret(charge)(order)

// error: Type 'Service<"Payments">' is not assignable to type 'never'.
export const nothing = Effect.runPromise(effect)

// error: Property 'refund' is missing in type '{ charge: () => Effect.Effect<string, never, never>; }'
export const forgotten = layer(Payments, { charge: () => Effect.succeed("receipt") })

// error: Type 'string' is not assignable to type '{ _tag: "CardDeclined"; reason: string; }'.
export const undeclared = layer(Payments, { charge: () => Effect.fail("no"), refund: () => Effect.void })

// error: Type 'Promise<string>' is missing the following properties from type 'Effect<string, { _tag: "CardDeclined"; reason: string; }, unknown>'
export const promised = layer(Payments, { charge: async () => "receipt", refund: () => Effect.void })

// error: is not assignable to type '"the signature has no such operation"'.
export const unknown = layer(Payments, { charge: () => Effect.succeed("receipt"), refund: () => Effect.void, steal: () => Effect.void })

const payments = implement(Payments, { charge: () => "receipt", refund: () => undefined })
export const fine = Effect.runPromise(effect.pipe(Effect.provide(layerOf(payments))))
