/**
 * The warehouse, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Natural } from "../domain/number.ts"
import type { Sku, Text } from "../domain/order.ts"
import { Inventory, type Reservation } from "../signatures/inventory.ts"
import { answerOnce } from "./answer-once.ts"

/** A reservation and what has become of it. */
export interface Shelf {
  readonly reservation: Reservation
  readonly state: "held" | "released" | "issued"
}

/** What the warehouse remembers. */
export interface Warehouse {
  readonly onHand: Map<Sku, number>
  readonly reservations: Map<string, Shelf>
  /** What was reserved under a key. */
  readonly reserved: Map<string, Reservation>
}

/** A warehouse. */
export const inMemoryInventory = ({
  onHand,
  reservations,
  reserved
}: Warehouse): Implementation<"Inventory"> => {
  const left = (sku: Sku): number => onHand.get(sku) ?? 0
  const isHeld = ({ reservation }: Reservation): boolean => reservations.get(reservation)?.state === "held"
  return implement(Inventory, {
    reserve: (request, { key, fail }) =>
      answerOnce(reserved, key, () => {
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
}
