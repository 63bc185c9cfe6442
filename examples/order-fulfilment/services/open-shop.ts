/**
 * A shop: everything that its services remember, as plain data, and the services over it. A copy of the data is the shop as
 * it was at that moment, and can be gone on with.
 * @module
 */
import type { Implementation } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { Country, OrderId } from "../domain/order.ts"
import type { StockLine } from "../domain/stock-line.ts"
import { inMemoryInventory, type Warehouse } from "./in-memory-inventory.ts"
import { inMemoryNotifications, type PostOffice } from "./in-memory-notifications.ts"
import { inMemoryOrders, type OrderDesk } from "./in-memory-orders.ts"
import { type Gateway, inMemoryPayments } from "./in-memory-payments.ts"
import { type Carrier, inMemoryShipping } from "./in-memory-shipping.ts"

/** What the services have written down, each on its own, and what was there when the day began. */
export interface Shop extends OrderDesk, Warehouse, Gateway, Carrier, PostOffice {
  readonly opening: ReadonlyArray<StockLine>
}

/** The names of the services. */
export type ServiceName = "Orders" | "Inventory" | "Payments" | "Shipping" | "Notifications"

/** What it takes to open a shop. */
export interface ShopPlan {
  readonly stock: ReadonlyArray<StockLine>
  readonly deliversTo: ReadonlyArray<Country>
  /** What is to go wrong with an order. */
  readonly faults: ReadonlyMap<OrderId, Faults>
}

/** A shop in which nothing has happened yet. */
export const newShop = ({ stock }: ShopPlan): Shop => ({
  opening: stock,
  orders: new Map(),
  onHand: new Map(stock.map(({ sku, onHand }) => [sku, onHand])),
  reservations: new Map(),
  reserved: new Map(),
  legs: [],
  taken: new Map(),
  charged: new Map(),
  refunded: new Map(),
  parcels: new Map(),
  outbox: new Map()
})

/** The services over what they remember; they remember nothing else. */
export const servicesOf = (
  shop: Shop,
  { deliversTo, faults }: ShopPlan
): ReadonlyArray<Implementation<ServiceName>> => {
  const faultsOf = (order: OrderId): Faults => faults.get(order) ?? {}
  return [
    inMemoryOrders(shop, deliversTo),
    inMemoryInventory(shop),
    inMemoryPayments(shop, faultsOf),
    inMemoryShipping(shop, faultsOf),
    inMemoryNotifications(shop)
  ]
}

/** Opens a shop. */
export const openShop = (
  plan: ShopPlan
): { readonly shop: Shop; readonly services: ReadonlyArray<Implementation<ServiceName>> } => {
  const shop = newShop(plan)
  return { shop, services: servicesOf(shop, plan) }
}
