/**
 * The books of the services, in a file of their own: a shop that is still there when the process is not.
 *
 * They stand for the databases of other departments. The engine knows nothing of them; it gives each call a key, and what a
 * service did under a key stands in the books beside what it did. So a call that is made again after a crash changes nothing.
 * @module
 */
import { isDeepStrictEqual } from "node:util"
import { DatabaseSync } from "@photostructure/sqlite"
import { type Database, inTransaction } from "../implementation/sqlite/open-database.ts"
import type { OrdersFile } from "../orders-file.ts"
import type { Leg } from "../services/ledger.ts"
import type { Shop } from "../services/open-shop.ts"
import { KeptMap } from "./kept-map.ts"
import { isStrange, type Place, removeJournal } from "./place.ts"

/** Books that are open. */
export interface Books {
  readonly shop: Shop
  /** Does something to the shop, wholly or not at all. */
  readonly change: <A>(act: () => A) => A
  readonly close: () => void
}

/** The books cannot be opened, or are others. */
export class BooksRefused extends Error {
  override readonly name = "BooksRefused"
}

/** What `application_id` holds in books: the letters "Shop". */
const SHOP = 0x53_68_6f_70

/**
 * Opens the books of a day, or begins them. Orders may have been added to the day since.
 *
 * Errors: throws {@link BooksRefused}.
 */
export const openBooks = (place: Place, day: OrdersFile): Books => {
  if (isStrange(place))
    throw new BooksRefused(`it is there, but ${place.books} is not, so it belongs to another program`)
  let database: Database | undefined
  try {
    database = new DatabaseSync(place.books, { timeout: 0 })
    takeAlone(database, place)
    if (place.anew) forgetDay(database, place)
    beginDay(database, day)
    return booksIn(database, day)
  } catch (cause) {
    database?.close()
    throw refusalOf(cause)
  }
}

/** One process at a time: what is in memory is only right as long as nobody else writes. The lock ends with the process. */
const takeAlone = (database: Database, { books }: Place): void => {
  const { application_id: owner } = database.prepare("PRAGMA application_id").get() as Pragma
  const { page_count: pages } = database.prepare("PRAGMA page_count").get() as Pragma
  if (pages !== 0 && owner !== SHOP) throw new BooksRefused(`${books} is the database of another program`)
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA application_id = ${SHOP};
  `)
}

/** The journal first: runs without books would be done without anything having been done. */
const forgetDay = (database: Database, place: Place): void => {
  removeJournal(place)
  inTransaction(database, () => {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    for (const { name } of tables as ReadonlyArray<{ readonly name: string }>)
      database.exec(`DROP TABLE "${name}"`)
  })
}

const tables = `
  CREATE TABLE IF NOT EXISTS day (nr INTEGER PRIMARY KEY CHECK (nr = 1), file TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS legs (
    nr INTEGER PRIMARY KEY, "transaction" INTEGER NOT NULL, memo TEXT NOT NULL, "order" TEXT NOT NULL,
    account TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL
  ) STRICT;
`

/** The day may have become longer, but what has been begun must not change under the orders that are under way. */
const beginDay = (database: Database, day: OrdersFile): void => {
  database.exec(tables)
  const row = database.prepare("SELECT file FROM day").get() as { readonly file: string } | undefined
  const text = JSON.stringify(day)
  const now = JSON.parse(text) as OrdersFile
  if (row !== undefined) {
    const then = JSON.parse(row.file) as OrdersFile
    const changed = [
      ...(["deliversTo", "stock"] as const).filter((field) => !isDeepStrictEqual(now[field], then[field])),
      ...then.orders.flatMap((order, index) =>
        isDeepStrictEqual(now.orders[index], order) ? [] : [`orders.${index}`]
      )
    ]
    if (changed.length > 0)
      throw new BooksRefused(
        `it was begun with another file of orders: ${changed.slice(0, 3).join(", ")} differ. Orders may only be added at the end; --new begins anew`
      )
  }
  database.prepare("INSERT OR REPLACE INTO day VALUES (1, ?)").run(text)
}

const booksIn = (database: Database, { stock }: OrdersFile): Books => {
  const maps: Array<{ readonly reload: () => void }> = []
  const kept = <K extends string, V>(table: string): Map<K, V> => {
    const map = new KeptMap<K, V>(database, table)
    maps.push(map)
    return map
  }
  const allLegs = database.prepare(
    'SELECT "transaction", memo, "order", account, amount, currency FROM legs ORDER BY nr'
  )
  const insertLeg = database.prepare(
    'INSERT INTO legs ("transaction", memo, "order", account, amount, currency) VALUES (?, ?, ?, ?, ?, ?)'
  )
  const legs: Array<Leg> = []
  const reloadLegs = (): void => {
    const rows = allLegs.all() as ReadonlyArray<Omit<Leg, "amount"> & { readonly amount: number }>
    legs.splice(0, legs.length, ...rows.map((row) => ({ ...row, amount: BigInt(row.amount) })))
  }
  reloadLegs()
  const shop: Shop = {
    opening: stock,
    orders: kept("orders"),
    onHand: kept("on_hand"),
    reservations: kept("reservations"),
    reserved: kept("reserved"),
    legs,
    taken: kept("taken"),
    charged: kept("charged"),
    refunded: kept("refunded"),
    parcels: kept("parcels"),
    outbox: kept("outbox")
  }
  const change = <A>(act: () => A): A => {
    const posted = legs.length
    try {
      return inTransaction(database, () => {
        const result = act()
        for (const { transaction, memo, order, account, amount, currency } of legs.slice(posted))
          insertLeg.run(transaction, memo, order, account, amount, currency)
        return result
      })
    } catch (cause) {
      for (const map of maps) map.reload()
      reloadLegs()
      throw cause
    }
  }
  change(() => {
    for (const { sku, onHand } of stock) if (!shop.onHand.has(sku)) shop.onHand.set(sku, onHand)
  })
  return { shop, change, close: () => database.close() }
}

const refusalOf = (cause: unknown): BooksRefused => {
  if (cause instanceof BooksRefused) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new BooksRefused(/locked|busy/i.test(message) ? "another process uses it" : message, { cause })
}

interface Pragma {
  readonly application_id: number
  readonly page_count: number
}
