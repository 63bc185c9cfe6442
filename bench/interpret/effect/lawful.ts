import { Effect, Layer, ManagedRuntime } from "effect"
import { inEffect, layer } from "lawful/effect"
import { Books, Customers, fulfil, Inventory, Letters, Payments, Risks, Shipping } from "../fulfil.ts"
import type { Prepare } from "../side.ts"
import { orderOf, Shop } from "../shop.ts"
import { servicesOf } from "./services.ts"

/** The workflow, interpreted into Effect. */
export const prepare: Prepare = () => {
  const shop = new Shop()
  const services = servicesOf(shop)
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(
      layer(Customers, services.Customers),
      layer(Inventory, services.Inventory),
      layer(Risks, services.Risks),
      layer(Payments, services.Payments),
      layer(Shipping, services.Shipping),
      layer(Books, services.Books),
      layer(Letters, services.Letters)
    )
  )
  const run = inEffect.interpret(fulfil)
  return async (input) => {
    shop.open()
    const fulfilled = Effect.match(run(orderOf(input)), {
      onSuccess: (letter) => letter,
      onFailure: ({ _tag }) => _tag as string
    })
    return `${await runtime.runPromise(fulfilled)}: ${shop.books}`
  }
}
