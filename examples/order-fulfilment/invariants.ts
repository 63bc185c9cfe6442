/**
 * What must be true of a shop, however calls fail, overlap or are repeated: what an exploration looks for a counterexample to.
 * @module
 */
import { goodsAreConserved, legsCancelOut, stockIsNeverNegative } from "./book-invariants.ts"
import type { OrderId } from "./domain/order.ts"
import { deskAgrees, nothingIsLeft, parcelOrNothing } from "./end-invariants.ts"
import { type End, type EndInvariant, type Invariant, ofEachOrder, whenEnded } from "./invariant.ts"
import * as order from "./order-invariants.ts"
import type { Shop } from "./services/open-shop.ts"

/** What must be true at every moment. */
export const always: Readonly<Record<string, Invariant>> = {
  legsCancelOut,
  stockIsNeverNegative,
  goodsAreConserved,
  chargedOnce: ofEachOrder(order.chargedOnce),
  shippedOnce: ofEachOrder(order.shippedOnce),
  parcelsArePaid: ofEachOrder(order.parcelsArePaid),
  parcelsAreReserved: ofEachOrder(order.parcelsAreReserved),
  statusIsTrue: ofEachOrder(order.statusIsTrue),
  toldOnce: ofEachOrder(order.toldOnce)
}

/** What must be true of an order when its run has ended. */
export const atEnd: Readonly<Record<string, EndInvariant>> = { parcelOrNothing, deskAgrees, nothingIsLeft }

/** An invariant with its name, as explorations take them. */
export interface ShopInvariant {
  readonly name: string
  readonly always?: Invariant
  readonly atEnd?: (shop: Shop, end: End) => string | undefined
}

/** All of them, for a run of this order. */
export const shopInvariants = (id: OrderId): ReadonlyArray<ShopInvariant> => [
  ...Object.entries(always).map(([name, invariant]) => ({ name, always: invariant })),
  ...Object.entries(atEnd).map(([name, invariant]) => ({ name, atEnd: whenEnded(id, invariant) }))
]
