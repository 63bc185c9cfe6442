/**
 * Where the goods are: what was there at the start is on hand, reserved or shipped.
 * @module
 */
import type { Sku } from "./domain/order.ts"
import type { Shelf } from "./services/in-memory-inventory.ts"
import type { Shop } from "./services/open-shop.ts"
import { type Totals, totals } from "./totals.ts"

/** Where the articles of one kind are. */
export interface StockBalance {
  readonly sku: Sku
  readonly opening: number
  readonly onHand: number
  readonly reserved: number
  readonly shipped: number
}

/** Counts the goods, article by article. */
export const stockOf = ({ opening, onHand, reservations, parcels }: Shop): ReadonlyArray<StockBalance> => {
  const reserved = countOf(reservations.values(), ["held"])
  const items = [...parcels.values()].flatMap((parcel) => parcel.items)
  const shipped = totals(items.map(({ sku, quantity }) => [sku, quantity]))
  return opening.map((line) => ({
    sku: line.sku,
    opening: line.onHand,
    onHand: onHand.get(line.sku) ?? 0,
    reserved: Number(reserved.of(line.sku)),
    shipped: Number(shipped.of(line.sku))
  }))
}

/** What is wrong with an article at the end of the day. */
export const stockDifferences = (balance: StockBalance): ReadonlyArray<string> => {
  const { sku, opening, onHand, reserved, shipped } = balance
  const sum = onHand + reserved + shipped
  const parts = `${onHand} on hand + ${reserved} reserved + ${shipped} shipped`
  return [
    ...(opening === sum ? [] : [`stock of ${sku}: ${opening} at the start, but ${parts} = ${sum}`]),
    ...(reserved === 0 ? [] : [`stock of ${sku}: ${reserved} still reserved at the end`])
  ]
}

/** Counts the reserved goods of which one of these has become. */
export const countOf = (shelves: Iterable<Shelf>, states: ReadonlyArray<Shelf["state"]>): Totals<Sku> =>
  totals(
    [...shelves]
      .filter(({ state }) => states.includes(state))
      .map(({ reservation: { sku, quantity } }) => [sku, quantity])
  )
