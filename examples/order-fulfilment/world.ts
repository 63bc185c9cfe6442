/**
 * The shop as a world for the simulator: it can go back in time, and try everything that can go wrong.
 * @module
 */
import { type World, world } from "lawful/simulator"
import { newShop, type ServiceName, servicesOf, type Shop, type ShopPlan } from "./services/open-shop.ts"

/** A shop in which nothing has happened yet, and its services over any later state of it. */
export const shopWorld = (plan: ShopPlan): World<Shop, ServiceName> =>
  world(newShop(plan), (shop) => servicesOf(shop, plan))
