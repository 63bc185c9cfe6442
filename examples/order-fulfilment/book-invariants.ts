/**
 * What must be true of the books of a shop at every moment: money and goods are conserved.
 * @module
 */
import type { Invariant } from "./invariant.ts"
import { transactionDifferences } from "./money-balance.ts"
import { countOf } from "./stock-balance.ts"

/** Money is conserved: the two legs of each transaction add up to zero. */
export const legsCancelOut: Invariant = (shop) => transactionDifferences(shop)[0]

/** Nobody sells what is not there. */
export const stockIsNeverNegative: Invariant = ({ onHand }) => {
  for (const [sku, count] of onHand) if (count < 0) return `stock of ${sku}: ${count} on hand`
  return undefined
}

/** Goods are conserved: what was there at the start is on hand, held for an order, or issued. */
export const goodsAreConserved: Invariant = ({ opening, onHand, reservations }) => {
  const aside = countOf(reservations.values(), ["held", "issued"])
  for (const { sku, onHand: before } of opening) {
    const now = onHand.get(sku) ?? 0
    if (BigInt(before) !== BigInt(now) + aside.of(sku))
      return `stock of ${sku}: ${before} at the start, but ${now} on hand and ${aside.of(sku)} held or issued`
  }
  return undefined
}
