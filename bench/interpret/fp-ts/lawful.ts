import * as E from "fp-ts/lib/Either.js"
import { toReaderTaskEither } from "lawful/fp-ts"
import { Books, Customers, fulfil, Inventory, Letters, Payments, Risks, Shipping } from "../fulfil.ts"
import type { Prepare } from "../side.ts"
import { orderOf, type Refusal, Shop } from "../shop.ts"
import { servicesOf } from "./services.ts"

const signatures = [Customers, Inventory, Risks, Payments, Shipping, Books, Letters]
const { interpret } = toReaderTaskEither(signatures)

/** The workflow, interpreted into ReaderTaskEither. */
export const prepare: Prepare = () => {
  const shop = new Shop()
  const services = servicesOf(shop)
  const run = interpret(fulfil)
  return async (input) => {
    shop.open()
    const fulfilled = await run(orderOf(input))(services)()
    return `${E.getOrElse(({ _tag }: Refusal) => _tag as string)(fulfilled)}: ${shop.books}`
  }
}
