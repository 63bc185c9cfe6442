/**
 * The warehouse, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Natural } from "../domain/number.ts"
import type { Sku, Text } from "../domain/order.ts"
import type { StockLine } from "../domain/stock-line.ts"
import { Inventory, type Reservation } from "../signatures/inventory.ts"
import { answerOnce } from "./answer-once.ts"

/** A reservation and what has become of it. */
export interface Shelf {
  readonly reservation: Reservation
  readonly state: "held" | "released" | "issued"
}

/** The books of the warehouse. */
export interface StockBook {
  readonly onHand: ReadonlyMap<Sku, number>
  readonly reservations: ReadonlyMap<string, Shelf>
}

/** Opens a warehouse with this stock. */
export const inMemoryInventory = (
  stock: ReadonlyArray<StockLine>
): { readonly inventory: Implementation<"Inventory">; readonly book: StockBook } => {
  const onHand = new Map<Sku, number>(stock.map(({ sku, onHand }) => [sku, onHand]))
  const reservations = new Map<string, Shelf>()
  const reserved = answerOnce<Reservation>()
  const left = (sku: Sku): number => onHand.get(sku) ?? 0
  const isHeld = ({ reservation }: Reservation): boolean => reservations.get(reservation)?.state === "held"
  const inventory = implement(Inventory, {
    reserve: (request, { key, fail }) =>
      reserved(key, () => {
        const { sku, quantity } = request
        if (left(sku) < quantity)
          return fail({ _tag: "OutOfStock", sku, wanted: quantity, left: left(sku) as Natural })
        const reservation = { ...request, reservation: `R-${reservations.size + 1}` as Text }
        onHand.set(sku, left(sku) - quantity)
        reservations.set(reservation.reservation, { reservation, state: "held" })
        return reservation
      }),
    release: (reservation) => {
      if (!isHeld(reservation)) return
      onHand.set(reservation.sku, left(reservation.sku) + reservation.quantity)
      reservations.set(reservation.reservation, { reservation, state: "released" })
    },
    issue: (list) => {
      for (const reservation of list.filter(isHeld))
        reservations.set(reservation.reservation, { reservation, state: "issued" })
    }
  })
  return { inventory, book: { onHand, reservations } }
}
