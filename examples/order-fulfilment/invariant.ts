/**
 * Invariants: what must be true of a shop, as functions that look for what is wrong.
 * @module
 */
import type { End as EndOf } from "lawful/simulator"
import type { Fulfilment } from "./domain/fulfilment.ts"
import type { OrderId } from "./domain/order.ts"
import { type Dossier, dossiersOf } from "./dossier.ts"
import type { Shop } from "./services/open-shop.ts"
import type { GatewayDown } from "./signatures/payments.ts"

/** Says what is wrong with a shop; nothing when all is well. */
export type Invariant = (shop: Shop) => string | undefined

/** How the run of an order has ended, or that it waits for what never comes. */
export type End = EndOf<Fulfilment, GatewayDown>

/** Says what is wrong with an order; nothing when all is well. */
export type OrderInvariant = (dossier: Dossier) => string | undefined

/** Says what is wrong with an order whose run has ended; nothing when all is well. */
export type EndInvariant = (dossier: Dossier, end: End) => string | undefined

/** Looks at every order that any service knows of. */
export const ofEachOrder =
  (invariant: OrderInvariant): Invariant =>
  (shop) => {
    for (const dossier of dossiersOf(shop)) {
      const wrong = invariant(dossier)
      if (wrong !== undefined) return `order ${dossier.id}: ${wrong}`
    }
    return undefined
  }

/** Looks at the order whose run has ended, whether any service knows of it or not. */
export const whenEnded =
  (id: OrderId, invariant: EndInvariant) =>
  (shop: Shop, end: End): string | undefined => {
    const unknown: Dossier = { id, filed: undefined, kept: 0n, goods: [], parcels: [], letters: [] }
    const wrong = invariant(dossiersOf(shop).find((dossier) => dossier.id === id) ?? unknown, end)
    return wrong === undefined ? undefined : `order ${id}: ${wrong}`
  }
