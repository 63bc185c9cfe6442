/**
 * The services as a world for the simulator: it can go back in time, and try everything that can go wrong.
 * @module
 */
import { type World, world } from "lawful/simulator"
import { around } from "lawful/transformations"
import type { ChannelId } from "./domain/identity.ts"
import type { Charge } from "./domain/payment.ts"
import { type Books, type BooksInMemory, newBooks, type Opening } from "./services/books.ts"
import { decide } from "./services/channels.ts"
import { type ServiceName, servicesOf } from "./services/services.ts"

/** What happens in the world by itself. */
export interface Nature extends Opening {
  /** When a channel ends a charge: as soon as it is asked for it, or when it is asked what has become of it; never when left out. */
  readonly decides: Readonly<Record<ChannelId, "at once" | "when asked">>
  /** Is done before the first run. */
  readonly before?: (books: Books) => void
}

/** Books in which nothing has happened yet, and the services over any later state of them. */
export const paymentsWorld = (nature: Nature): World<BooksInMemory, ServiceName> => {
  const books = newBooks(nature)
  nature.before?.(books)
  return world(books, (state) => servicesOf(state).map(around(deciding(state, nature))))
}

const deciding =
  (books: Books, { decides }: Nature): Parameters<typeof around>[0] =>
  ({ name, input }, perform) => {
    if (name !== "Channels.charge" && name !== "Channels.inquire") return perform()
    const { channel, reference } = input as Charge
    if (name === "Channels.inquire" && decides[channel] === "when asked") decide(books, reference)
    const answer = perform()
    if (name === "Channels.charge" && decides[channel] === "at once") decide(books, reference)
    return answer
  }
