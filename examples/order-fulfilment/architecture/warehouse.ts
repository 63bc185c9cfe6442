/**
 * Isomorphism: the warehouse of another company, which does what ours does in its own words.
 *
 * It counts units where we count quantities, and calls a reservation a ticket. Nothing is lost on the way there and back, so
 * a workflow that was written for our warehouse runs on theirs.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { type Conversion, oneToOne } from "lawful/architecture"
import { record } from "../domain/codec.ts"
import { Natural, Positive } from "../domain/number.ts"
import { OrderId, Sku, Text } from "../domain/order.ts"
import type { OutOfStock } from "../domain/rejection.ts"
import { Inventory, type Reservation, type Wanted } from "../signatures/inventory.ts"

const line = { article: Sku, units: Positive, reference: OrderId }

export type Line = t.TypeOf<typeof Line>
export const Line = record("a line", line)

export type Ticket = t.TypeOf<typeof Ticket>
export const Ticket = record("a ticket", { ...line, ticket: Text })

export type Shortage = t.TypeOf<typeof Shortage>
export const Shortage = record("Shortage", {
  _tag: t.literal("Shortage"),
  article: Sku,
  asked: Positive,
  there: Natural
})

export const Warehouse = Signature.make("Warehouse", {
  pick: { input: Line, output: Ticket, error: Shortage, effect: "undoable", delivery: "idempotent" },
  putBack: { input: Ticket, output: t.void, effect: "undo", delivery: "idempotent" },
  checkOut: { input: t.readonlyArray(Ticket), output: t.void, effect: "irreversible", delivery: "idempotent" }
})

const lines: Conversion<Wanted, Line> = {
  to: ({ sku, quantity, order }) => ({ article: sku, units: quantity, reference: order }),
  from: ({ article, units, reference }) => ({ sku: article, quantity: units, order: reference })
}

const tickets: Conversion<Reservation, Ticket> = {
  to: ({ reservation, ...wanted }) => ({ ...lines.to(wanted), ticket: reservation }),
  from: ({ ticket, ...rest }) => ({ ...lines.from(rest), reservation: ticket })
}

const shortages: Conversion<OutOfStock, Shortage> = {
  to: ({ sku, wanted, left }) => ({ _tag: "Shortage", article: sku, asked: wanted, there: left }),
  from: ({ article, asked, there }) => ({ _tag: "OutOfStock", sku: article, wanted: asked, left: there })
}

/** Our warehouse and theirs are the same, up to words. */
export const inventoryIsWarehouse = oneToOne(Inventory, Warehouse, {
  reserve: { operation: "pick", input: lines, output: tickets, error: shortages },
  release: { operation: "putBack", input: tickets },
  issue: {
    operation: "checkOut",
    input: {
      to: (reservations: ReadonlyArray<Reservation>) => reservations.map(tickets.to),
      from: (given: ReadonlyArray<Ticket>) => given.map(tickets.from)
    }
  }
})
