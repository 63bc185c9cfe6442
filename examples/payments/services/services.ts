/**
 * All services over one set of books.
 * @module
 */
import type { Implementation } from "lawful"
import type { Books } from "./books.ts"
import { channelsOf } from "./channels.ts"
import { merchantsOf } from "./merchants.ts"
import { notificationsOf } from "./notifications.ts"
import { once } from "./once.ts"
import { riskOf } from "./risk.ts"
import { transactionsOf } from "./transactions.ts"

/** The names of the services. */
export type ServiceName = "Merchants" | "Risk" | "Channels" | "Transactions" | "Notifications"

/** The services; they remember nothing but what is in the books. */
export const servicesOf = (books: Books): ReadonlyArray<Implementation<ServiceName>> =>
  [merchantsOf(books), riskOf(books), channelsOf(books), transactionsOf(books), notificationsOf(books)].map(
    (service) => once(books.answers)(service)
  )
