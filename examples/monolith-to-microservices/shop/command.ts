/**
 * What can be asked of a shop, and random commands for the laws.
 * @module
 */
import * as fc from "fast-check"
import type { Fault } from "../domain/fault.ts"
import type { Draft } from "../domain/order.ts"
import { EMPTY_CARD } from "../domain/payment.ts"

/** Something that a customer or the owner of the shop wants. */
export type Command =
  | { readonly kind: "place"; readonly draft: Draft; readonly fault?: Fault }
  | { readonly kind: "cancel"; readonly order: number }
  | { readonly kind: "statement"; readonly customer: string }
  | { readonly kind: "stock" }

const customers = fc.constantFrom("Ada", "Bob")

const cards = fc.oneof(
  { weight: 5, arbitrary: fc.constant("good") },
  { weight: 1, arbitrary: fc.constant(EMPTY_CARD) }
)

/** Few customers, articles and numbers, so that commands concern one another; prices at which rounding matters. */
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    customer: customers,
    card: cards,
    sku: fc.constantFrom("mug", "lamp"),
    quantity: fc.integer({ min: 1, max: 2 }),
    price: fc.constantFrom(100, 110, 250, 999),
    discount: fc.constantFrom(0, 5, 15),
    note: fc.constantFrom("get well soon", "happy birthday")
  },
  { requiredKeys: ["customer", "card", "sku", "quantity", "price", "discount"] }
)

const faults: fc.Arbitrary<Fault> = fc.record({
  at: fc.constantFrom("Inventory.reserve", "Payments.charge", "Orders.confirm"),
  when: fc.constantFrom("before it is done", "after it is done"),
  attempts: fc.constantFrom(1, 2)
})

/** Random commands. In every third order something goes unanswered. */
export const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(drafts, fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.record({ fault: faults })))
      .map(([draft, fault]) => ({ kind: "place", draft, ...fault }) as const)
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cancel"), order: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("statement"), customer: customers }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("stock") }) }
)

/** What is to go wrong with a command, if anything. */
export const faultOf = (command: Command): Fault | undefined =>
  command.kind === "place" ? command.fault : undefined
