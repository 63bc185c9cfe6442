/**
 * Association: which services the workflows of the shop invoke, and what they read of each other.
 * @module
 */
import { type DependencyGraph, dependenciesOf } from "lawful/architecture"
import { fulfilOrder } from "../fulfil-order.ts"
import { packOrder } from "./pack-order.ts"
import { orderPage } from "./order-page.ts"

/** The workflows of the shop and all that they have to do with. */
export const landscape: DependencyGraph = dependenciesOf([fulfilOrder, orderPage, packOrder])
