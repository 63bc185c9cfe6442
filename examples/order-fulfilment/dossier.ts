/**
 * Dossiers: everything about one order, gathered from services that know nothing of each other.
 * @module
 */
import { showMoney } from "./domain/money.ts"
import { type OrderId, totalOf } from "./domain/order.ts"
import type { Shelf } from "./services/in-memory-inventory.ts"
import type { Filed } from "./services/in-memory-orders.ts"
import type { Shop } from "./services/open-shop.ts"
import type { Message } from "./signatures/notifications.ts"
import type { Parcel } from "./signatures/shipping.ts"

/** What the services have written down about one order. */
export interface Dossier {
  readonly id: OrderId
  /** Nothing when the desk does not know the order. */
  readonly filed: Filed | undefined
  /** What was charged and not given back. */
  readonly kept: bigint
  readonly goods: ReadonlyArray<Shelf>
  readonly parcels: ReadonlyArray<Parcel>
  readonly letters: ReadonlyArray<Message>
}

/** Gathers the dossiers of all orders that any service knows of. */
export const dossiersOf = (shop: Shop): ReadonlyArray<Dossier> => {
  const dossiers = new Map<OrderId, Draft>()
  const of = (id: OrderId): Draft => {
    const known = dossiers.get(id)
    if (known !== undefined) return known
    const draft = { id, filed: shop.orders.get(id), kept: 0n, goods: [], parcels: [], letters: [] }
    dossiers.set(id, draft)
    return draft
  }
  for (const id of shop.orders.keys()) of(id)
  for (const { order, account, amount } of shop.legs) if (account === "gateway") of(order).kept += amount
  for (const shelf of shop.reservations.values()) of(shelf.reservation.order).goods.push(shelf)
  for (const parcel of shop.parcels.values()) of(parcel.order).parcels.push(parcel)
  for (const letter of shop.outbox.values()) of(letter.order).letters.push(letter)
  return [...dossiers.values()]
}

/** What is wrong with an order at the end of the day: order by order, so that two mistakes cannot make up for each other. */
export const orderDifferences = ({ filed, kept, parcels, letters }: Dossier): ReadonlyArray<string> => {
  if (filed === undefined) return ["not on file"]
  const { order, status } = filed
  const due = status === "confirmed" ? totalOf(order).amount : 0
  const show = (amount: number | bigint): string => showMoney(amount, order.currency)
  const differences: Array<string> = []
  if (status === "open") differences.push("still open")
  if (kept !== BigInt(due))
    differences.push(`${status}, so ${show(due)} should have been kept, not ${show(kept)}`)
  if (parcels.length !== (status === "confirmed" ? 1 : 0))
    differences.push(`${status}, with ${parcels.length} parcels`)
  if (letters.length !== 1) differences.push(`${status}, and the customer got ${letters.length} letters`)
  return differences
}

interface Draft extends Dossier {
  kept: bigint
  readonly goods: Array<Shelf>
  readonly parcels: Array<Parcel>
  readonly letters: Array<Message>
}
