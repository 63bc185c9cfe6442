/**
 * What must be true of an order when its run has ended: what it says of itself, and what is left of it.
 * @module
 */
import { showMoney } from "./domain/money.ts"
import { orderDifferences } from "./dossier.ts"
import type { End, EndInvariant } from "./invariant.ts"
import { Reservation } from "./signatures/inventory.ts"
import { Bill } from "./signatures/payments.ts"

/** A parcel has left, or nothing has happened: what is still kept or put aside is exactly what a stuck run says it owes. */
export const parcelOrNothing: EndInvariant = ({ id, filed, kept, goods, parcels }, end) => {
  if (parcels.length > 0) return undefined
  const owed = end._tag === "Stuck" ? end.owed.map(({ input }) => input) : []
  if (kept !== 0n && filed !== undefined && !owed.some((debt) => Bill.is(debt) && debt.order === id))
    return `${end._tag} and not shipped, but ${showMoney(kept, filed.order.currency)} are kept`
  for (const { reservation, state } of goods) {
    const isOwed = (debt: unknown): boolean =>
      Reservation.is(debt) && debt.reservation === reservation.reservation
    if (state !== "released" && !owed.some(isOwed))
      return `${end._tag} and not shipped, but ${reservation.quantity} x ${reservation.sku} are ${state}`
  }
  return undefined
}

/** The desk says what the outcome says. */
export const deskAgrees: EndInvariant = ({ filed, kept, parcels }, end) => {
  if (end._tag === "Waiting") return "its run waits for what never comes"
  const status = filed?.status ?? "not on file"
  const expected = statusesAfter(end)
  if (!expected.includes(status)) return `${end._tag}, so ${expected.join(" or ")}, but it is ${status}`
  if (end._tag !== "Completed" || end.output._tag !== "Confirmed") return undefined
  const { parcel, paid } = end.output
  if (parcels[0]?.parcel !== parcel) return `confirmed with ${parcel}, but ${parcels[0]?.parcel} has left`
  if (kept === BigInt(paid.amount)) return undefined
  return `confirmed for ${showMoney(paid.amount, paid.currency)}, but ${showMoney(kept, paid.currency)} are kept`
}

/** An order that has come to its end or was taken back is closed, balanced and told: as the closing balance wants it. */
export const nothingIsLeft: EndInvariant = (dossier, end) => {
  const isClosed = end._tag === "Completed" || dossier.filed?.status === "withdrawn"
  return isClosed && end._tag !== "Stuck" ? orderDifferences(dossier)[0] : undefined
}

const statusesAfter = (end: Exclude<End, { readonly _tag: "Waiting" }>): ReadonlyArray<string> => {
  switch (end._tag) {
    case "Completed":
      return [end.output._tag === "Confirmed" ? "confirmed" : "rejected"]
    case "Failed":
      return ["withdrawn"]
    case "Cancelled":
      return ["withdrawn", "not on file"]
    case "Stuck":
      return ["withdrawn", "open"]
    // What throws before the decision takes the order back; the decision stands, whatever throws after it.
    case "Defect":
      return /^(confirm|reject)\//.test(end.at)
        ? ["open", "confirmed", "rejected"]
        : ["withdrawn", "not on file"]
  }
}
