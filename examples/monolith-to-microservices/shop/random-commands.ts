/**
 * Random commands, for the laws.
 * @module
 */
import * as fc from "fast-check"
import type { Fault } from "../domain/fault.ts"
import type { Draft } from "../domain/order.ts"
import { EMPTY_CARD } from "../domain/payment.ts"
import type { Command } from "./command.ts"

const customers = fc.constantFrom("Ada", "Bob")

/** Few customers, articles and numbers, so that commands concern one another; prices at which rounding matters. */
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    customer: customers,
    card: fc.constantFrom("good", "good", "good", "good", EMPTY_CARD),
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

/** Random commands; in about half of the orders something goes unanswered. */
export const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      { kind: fc.constant("place"), draft: drafts, fault: faults },
      { requiredKeys: ["kind", "draft"] }
    )
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel"), order: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("statement"), customer: customers }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("stock") }) }
)
