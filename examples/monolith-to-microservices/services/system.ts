/**
 * The three services as a system: a state is a shop that each of them has a database for.
 * @module
 */
import { randomUUID } from "node:crypto"
import type * as t from "io-ts"
import { isLeft } from "fp-ts/lib/Either.js"
import type { System } from "lawful/transformations"
import { clientsOf, type Remotes } from "../clients/clients.ts"
import { type Message, type Remote, send } from "../clients/remote.ts"
import { type Books, InventoryBook, OrdersBook, openingBooks, PaymentsBook } from "../domain/books.ts"
import { type Command, faultOf } from "../shop/command.ts"
import { type Answer, perform } from "../shop/perform.ts"
import { type PlaceOrder, placeOrder } from "../workflows/place-order.ts"

/** The name of a shop. */
export type ShopName = string

/** The system, and how a shop comes into it. */
export interface Microservices extends System<Command, ShopName, Answer> {
  /** Opens a shop with these books: each service gets its own. */
  readonly bringIn: (books: Books) => Promise<ShopName>
}

/** The system of the services that are running there. */
export const microservices = (remotes: Remotes, place: PlaceOrder = placeOrder): Microservices => {
  const bringIn = async ({ orders, payments, refunds, stock, reservations }: Books): Promise<ShopName> => {
    const shop = randomUUID()
    await Promise.all([
      asked(remotes.orders, "PUT", shop, OrdersBook.encode({ orders })),
      asked(remotes.payments, "PUT", shop, PaymentsBook.encode({ payments, refunds })),
      asked(remotes.inventory, "PUT", shop, InventoryBook.encode({ stock, reservations }))
    ])
    return shop
  }
  return {
    name: "the services",
    bringIn,
    initial: () => bringIn(openingBooks),
    step: async (shop, command) => [
      await perform(command, clientsOf(remotes, shop, faultOf(command)), place),
      shop
    ],
    view: async (shop): Promise<Books> => {
      const [orders, payments, inventory] = await Promise.all([
        asked(remotes.orders, "GET", shop).then(bookBy(OrdersBook)),
        asked(remotes.payments, "GET", shop).then(bookBy(PaymentsBook)),
        asked(remotes.inventory, "GET", shop).then(bookBy(InventoryBook))
      ])
      return { ...orders, ...payments, ...inventory }
    },
    dispose: async (shop) => {
      await Promise.all(Object.values(remotes).map((remote: Remote) => asked(remote, "DELETE", shop)))
    }
  }
}

/** Asks something of a service that it has to do. */
const asked = async (
  remote: Remote,
  method: Message["method"],
  shop: ShopName,
  body?: unknown
): Promise<unknown> => {
  const path = `/shops/${shop}`
  const received = await send(remote, { method, path, body })
  if (received.status !== 200)
    throw new Error(
      `${remote.service} answered ${method} ${path} with ${received.status}: ${JSON.stringify(received.body)}`
    )
  return received.body
}

const bookBy =
  <Book>(codec: t.Type<Book>) =>
  (body: unknown): Book => {
    const decoded = codec.decode(body)
    if (isLeft(decoded)) throw new Error(`expected ${codec.name} (was ${JSON.stringify(body)})`)
    return decoded.right
  }
