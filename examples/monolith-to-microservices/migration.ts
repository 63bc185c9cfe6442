/**
 * The migration: from the monolith to the services.
 * @module
 */
import { Migration } from "lawful/transformations"
import { extract, type Queries, queries } from "./extraction/extract.ts"
import { type Monolith, monolith } from "./monolith/system.ts"
import { microservices, type ShopName } from "./services/system.ts"
import type { Command } from "./shop/command.ts"
import type { Answer } from "./shop/perform.ts"
import type { Remotes } from "./clients/clients.ts"
import { type PlaceOrder, placeOrder } from "./workflows/place-order.ts"

/** What a migration is made of, besides the places where things are. */
export interface Parts {
  readonly queries?: Queries
  readonly placeOrder?: PlaceOrder
}

/** Makes the migration from monoliths in a folder to the services that are running there. */
export const migrationTo = (
  remotes: Remotes,
  folder: string,
  { queries: asked = queries, placeOrder: place = placeOrder }: Parts = {}
): Migration<Command, Monolith, ShopName, Answer> => {
  const services = microservices(remotes, place)
  return Migration.make({
    name: "monolith to microservices",
    from: monolith(folder),
    to: services,
    state: ({ database }) => services.bringIn(extract(database, asked))
  })
}
