/**
 * The migration: from the monolith to the services.
 * @module
 */
import { Migration } from "lawful/transformations"
import { extract, type Queries } from "./extraction/extract.ts"
import { type Monolith, monolith } from "./monolith/system.ts"
import type { Deployment } from "./services/deploy.ts"
import { microservices, type ShopName } from "./services/system.ts"
import type { Command } from "./shop/command.ts"
import type { Answer } from "./shop/perform.ts"
import type { PlaceOrder } from "./workflows/place-order.ts"

/** What a migration is made of; what is left out is as it should be. */
export interface Parts {
  readonly queries?: Queries
  readonly placeOrder?: PlaceOrder
}

/** Makes the migration from the monolith to the services that are running there. */
export const migrationTo = (
  { remotes, folder }: Pick<Deployment, "remotes" | "folder">,
  { queries, placeOrder }: Parts = {}
): Migration<Command, Monolith, ShopName, Answer> => {
  const services = microservices(remotes, placeOrder)
  return Migration.make({
    from: monolith(folder),
    to: services,
    state: ({ database }) => services.bringIn(extract(database, queries))
  })
}
