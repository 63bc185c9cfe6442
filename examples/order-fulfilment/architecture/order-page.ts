/**
 * Aggregation: what a customer sees of an order, out of three services that know nothing of each other.
 *
 * Without the order there is no page; without the tracking or the payment it says less.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { type Implementation, implement, Signature, Step, Workflow } from "lawful"
import { gateway, gotOr, optional } from "lawful/architecture"
import { record } from "../domain/codec.ts"
import { Money } from "../domain/money.ts"
import { OrderId, Text } from "../domain/order.ts"
import type { Shop } from "../services/open-shop.ts"

const UnknownOrder = record("UnknownOrder", { _tag: t.literal("UnknownOrder"), order: OrderId })
const TimedOut = record("TimedOut", { _tag: t.literal("TimedOut") })
const NotShipped = record("NotShipped", { _tag: t.literal("NotShipped") })
const reads = (...resources: ReadonlyArray<string>) => ({
  effect: "readonly" as const,
  footprint: { reads: resources }
})

export const Desk = Signature.make("Desk", {
  status: { input: OrderId, output: Text, error: UnknownOrder, ...reads("orders") }
})

export const Tracking = Signature.make("Tracking", {
  locate: { input: OrderId, output: Text, error: NotShipped, ...reads("parcels") }
})

export const Receipts = Signature.make("Receipts", {
  paid: { input: OrderId, output: t.union([Money, t.null]), ...reads("ledger") }
})

/** What is shown; what nobody could tell in time is null. */
export type Page = t.TypeOf<typeof Page>
export const Page = record("a page", {
  status: Text,
  parcel: t.union([Text, t.null]),
  paid: t.union([Money, t.null])
})

/** Nobody looks at a page that takes longer than 300 ms, and a carrier is not worth more than 100 of them. */
export const orderPage = Workflow.make("order-page", {
  version: 1,
  effect: "readonly",
  input: OrderId,
  output: Page,
  error: t.union([UnknownOrder, TimedOut]),
  body: pipe(
    gateway(
      {
        status: Desk.status,
        parcel: optional(Tracking.locate, { within: 100 }),
        paid: optional(Receipts.paid)
      },
      { deadline: 300 }
    ),
    Step.map(
      ({ status, parcel, paid }): Page => ({ status, parcel: gotOr(parcel, null), paid: gotOr(paid, null) })
    )
  )
})

/** The three services over what the shop has written down. */
export const pageServices = (shop: Shop): ReadonlyArray<Implementation<"Desk" | "Tracking" | "Receipts">> => [
  implement(Desk, {
    status: (order, { fail }) => {
      const filed = shop.orders.get(order)
      return filed === undefined ? fail({ _tag: "UnknownOrder", order }) : (filed.status as Text)
    }
  }),
  implement(Tracking, {
    locate: (order, { fail }) => {
      const found = [...shop.parcels.values()].find((parcel) => parcel.order === order)
      return found === undefined ? fail({ _tag: "NotShipped" }) : found.parcel
    }
  }),
  implement(Receipts, { paid: (order) => shop.taken.get(order) ?? null })
]
