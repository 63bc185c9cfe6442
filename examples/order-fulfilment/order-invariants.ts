/**
 * What must be true of each order at every moment, whatever its run is doing.
 * @module
 */
import { showMoney } from "./domain/money.ts"
import { totalOf } from "./domain/order.ts"
import type { OrderInvariant } from "./invariant.ts"
import { countOf } from "./stock-balance.ts"

/** What is kept for an order is its price or nothing: no double charge, and no refund of what was not charged. */
export const chargedOnce: OrderInvariant = ({ filed, kept }) => {
  if (kept === 0n) return undefined
  if (filed === undefined) return `not on file, but ${kept} are kept`
  const { amount, currency } = totalOf(filed.order)
  if (kept === BigInt(amount)) return undefined
  return `costs ${showMoney(amount, currency)}, but ${showMoney(kept, currency)} are kept`
}

/** An order is shipped once. */
export const shippedOnce: OrderInvariant = ({ parcels }) =>
  parcels.length > 1 ? `has left in ${parcels.map(({ parcel }) => parcel).join(" and ")}` : undefined

/** A parcel that has left is paid. */
export const parcelsArePaid: OrderInvariant = ({ kept, parcels }) =>
  parcels[0] !== undefined && kept <= 0n ? `${parcels[0].parcel} has left, and is not paid` : undefined

/** What has left was put aside for it, and is not back on the shelf. */
export const parcelsAreReserved: OrderInvariant = ({ goods, parcels }) => {
  const aside = countOf(goods, ["held", "issued"])
  for (const { parcel, items } of parcels)
    for (const { sku, quantity } of items)
      if (aside.of(sku) !== BigInt(quantity))
        return `${quantity} x ${sku} have left in ${parcel}, but ${aside.of(sku)} are put aside`
  return undefined
}

/** What the desk says is so: what is confirmed has left the house, and what is closed without that has not. */
export const statusIsTrue: OrderInvariant = ({ filed, kept, goods, parcels }) => {
  if (filed === undefined || filed.status === "open") return undefined
  const { order, status } = filed
  if (parcels.length === 0 && status === "confirmed") return "confirmed, but no parcel has left"
  if (parcels.length > 0 && status !== "confirmed") return `${status}, but a parcel has left`
  // A withdrawn order may still owe something: whether that is told is a question to the end of its run.
  if (status === "withdrawn") return undefined
  if (kept !== 0n && status === "rejected") return `rejected, but ${showMoney(kept, order.currency)} are kept`
  const held = goods.filter(({ state }) => state === "held").length
  return held > 0 ? `${status}, but ${held} of its reservations are still held` : undefined
}

/** A customer gets one letter, when the order is closed. */
export const toldOnce: OrderInvariant = ({ filed, letters }) => {
  if (letters.length > 1) return `the customer got ${letters.length} letters`
  return letters.length === 1 && filed?.status === "open" ? "open, but the customer got a letter" : undefined
}
