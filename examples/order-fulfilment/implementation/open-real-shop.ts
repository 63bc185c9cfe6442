/**
 * A shop with real parts: orders and payments in a database, messages over a broker, money at a gateway in another process.
 *
 * The warehouse, the carrier and the post office are still those in memory: the mapping leaves what it does not speak of
 * as it is.
 * @module
 */
import type { Implementation } from "lawful"
import type { OrderId } from "../domain/order.ts"
import type { Filed, Status } from "../services/in-memory-orders.ts"
import { newShop, servicesOf, type Shop, type ShopPlan } from "../services/open-shop.ts"
import { httpGateway } from "./gateway/http-gateway.ts"
import { type RunningGateway, startGateway } from "./gateway/start-gateway.ts"
import type { Whims } from "./gateway/whims.ts"
import { type OrderStatus, orderStatus } from "./order-status.ts"
import { type RabbitOutbox, rabbitOutbox } from "./rabbit-outbox.ts"
import { type Database, openDatabase } from "./sqlite/open-database.ts"
import { sqliteShopDatabase } from "./sqlite/sqlite-shop-database.ts"

/** What it takes to open a shop with real parts. */
export interface RealShopPlan extends ShopPlan {
  /** The file of the database; `:memory:` for one that is forgotten. */
  readonly path: string
  /** Where the broker is, which need not be up: `amqp://localhost`. */
  readonly broker: string
  readonly whims?: ReadonlyMap<OrderId, Whims>
  /** The milliseconds in which the gateway has to answer; 500 when left out. */
  readonly patience?: number
}

/** Everything that the mapped workflow asks for. */
export type RealServiceName =
  | "ShopDatabase"
  | "OrderCache"
  | "Outbox"
  | "Gateway"
  | "Inventory"
  | "Shipping"
  | "Notifications"

/** A shop that is open. */
export interface RealShop {
  readonly services: ReadonlyArray<Implementation<RealServiceName>>
  readonly status: OrderStatus["of"]
  readonly outbox: RabbitOutbox
  readonly gateway: RunningGateway
  /** What all services have written down, in the form in which the balance is made. */
  readonly books: () => Promise<Shop>
  readonly close: () => Promise<void>
}

/** Opens the database and starts the gateway. */
export const openRealShop = async (plan: RealShopPlan): Promise<RealShop> => {
  const database = openDatabase(plan.path, plan.deliversTo)
  const gateway = await startGateway(plan.whims)
  const status = orderStatus(database)
  const outbox = rabbitOutbox(database, plan.broker)
  const shop = newShop(plan)
  return {
    status: status.of,
    outbox,
    gateway,
    services: [
      sqliteShopDatabase(database),
      status.implementation,
      outbox.implementation,
      httpGateway(gateway.url, plan.patience),
      ...servicesOf(shop, plan).filter(isOthers)
    ],
    books: async () => ({ ...shop, orders: ordersIn(database), legs: [...(await gateway.ledger())] }),
    close: async () => {
      await outbox.close()
      await gateway.stop()
      database.close()
    }
  }
}

/** The services of other departments. */
const isOthers = (
  service: Implementation<string>
): service is Implementation<"Inventory" | "Shipping" | "Notifications"> =>
  service.signature.name !== "Orders" && service.signature.name !== "Payments"

const ordersIn = (database: Database): Map<OrderId, Filed> => {
  const rows = database.prepare("SELECT id, status, body FROM orders").all() as ReadonlyArray<OrderRow>
  return new Map(
    rows.map(({ id, status, body }) => [id, { order: JSON.parse(body) as Filed["order"], status }])
  )
}

/** An order in the table. */
interface OrderRow {
  readonly id: OrderId
  readonly status: Status
  readonly body: string
}
