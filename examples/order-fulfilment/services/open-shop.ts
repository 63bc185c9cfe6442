/**
 * A shop: all services with state of their own, and their books for whoever wants to audit them.
 * @module
 */
import type { Implementation } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { Country, OrderId } from "../domain/order.ts"
import type { StockLine } from "../domain/stock-line.ts"
import type { Message } from "../signatures/notifications.ts"
import type { Parcel } from "../signatures/shipping.ts"
import { type StockBook, inMemoryInventory } from "./in-memory-inventory.ts"
import { inMemoryNotifications } from "./in-memory-notifications.ts"
import { type Filed, inMemoryOrders } from "./in-memory-orders.ts"
import { inMemoryPayments } from "./in-memory-payments.ts"
import { inMemoryShipping } from "./in-memory-shipping.ts"
import type { Leg } from "./ledger.ts"

/** What the services have written down, each on its own. */
export interface Books {
  readonly opening: ReadonlyArray<StockLine>
  readonly stock: StockBook
  readonly orders: ReadonlyMap<OrderId, Filed>
  readonly legs: ReadonlyArray<Leg>
  readonly parcels: ReadonlyArray<Parcel>
  readonly outbox: ReadonlyArray<Message>
}

/** The names of the services. */
export type ServiceName = "Orders" | "Inventory" | "Payments" | "Shipping" | "Notifications"

/** What it takes to open a shop. */
export interface ShopPlan {
  readonly stock: ReadonlyArray<StockLine>
  readonly deliversTo: ReadonlyArray<Country>
  /** What is to go wrong with an order. */
  readonly faultsOf: (order: OrderId) => Faults
}

/** Opens a shop. */
export const openShop = ({
  stock,
  deliversTo,
  faultsOf
}: ShopPlan): { readonly services: ReadonlyArray<Implementation<ServiceName>>; readonly books: Books } => {
  const { orders, filed } = inMemoryOrders(deliversTo)
  const { inventory, book } = inMemoryInventory(stock)
  const { payments, ledger } = inMemoryPayments(faultsOf)
  const { shipping, parcels } = inMemoryShipping(faultsOf)
  const { notifications, outbox } = inMemoryNotifications()
  return {
    services: [orders, inventory, payments, shipping, notifications],
    books: { opening: stock, stock: book, orders: filed, legs: ledger.legs, parcels, outbox }
  }
}
