/**
 * What a service does with a request: it keeps one database file for each shop.
 *
 * A call that comes a second time under its key is answered as it was the first time: the answer is kept in the transaction
 * of the effect, so that either both are there or none.
 * @module
 */
import { existsSync, rmSync } from "node:fs"
import { join } from "node:path"
import { isLeft } from "fp-ts/lib/Either.js"
import { PathReporter } from "io-ts/lib/PathReporter.js"
import { once } from "../database/once.ts"
import { type Database, openDatabase } from "../database/sqlite.ts"
import { mistake, type Reply, type Route, type Service } from "./service.ts"

/** A request, away from HTTP. */
export interface Request {
  readonly shop: string
  readonly body: unknown
}

/** A request to perform an operation. */
export interface Call extends Request {
  readonly operation: string
  /** The idempotency key. */
  readonly key: string | undefined
}

/** All shops of a service. */
export interface Databases {
  /** Makes a database for a shop and fills it with a book. */
  readonly bringIn: (request: Request) => Reply
  readonly takeOut: (request: Request) => Reply
  readonly forget: (request: Request) => Reply
  readonly perform: (call: Call) => Reply
  readonly close: () => void
}

/** Keeps the databases of a service in a folder. A service that is started again finds them there. */
export const databasesIn = <Book>(folder: string, service: Service<Book>): Databases => {
  const { name, schema, book, routes, load, dump } = service
  const open = new Map<string, Shop>()
  const fileOf = (shop: string): string => join(folder, `${shop}.${name.toLowerCase()}.sqlite`)
  const opened = (shop: string): Shop => {
    const database = openDatabase(fileOf(shop), schema)
    const found = { database, routes: routes(database) }
    open.set(shop, found)
    return found
  }
  const forget = (shop: string): void => {
    open.get(shop)?.database.close()
    open.delete(shop)
    rmSync(fileOf(shop))
  }
  const inShop = (shop: string, act: (found: Shop) => Reply): Reply => {
    const found = open.get(shop) ?? (existsSync(fileOf(shop)) ? opened(shop) : undefined)
    return found === undefined ? mistake(404, `${name} has no shop ${shop}`) : act(found)
  }
  return {
    bringIn: ({ shop, body }) => {
      if (existsSync(fileOf(shop))) return mistake(409, `${name} has a shop ${shop} already`)
      const decoded = book.decode(body)
      if (isLeft(decoded)) return mistake(400, PathReporter.report(decoded).join("; "))
      const { database } = opened(shop)
      try {
        database.transaction(() => load(database, decoded.right), always)
      } catch (cause) {
        forget(shop)
        return mistake(400, String(cause))
      }
      return { status: 200, body: undefined }
    },
    takeOut: ({ shop }) =>
      inShop(shop, ({ database }) => ({ status: 200, body: book.encode(dump(database)) })),
    forget: ({ shop }) =>
      inShop(shop, () => {
        forget(shop)
        return { status: 200, body: undefined }
      }),
    perform: ({ shop, operation, key, body }) =>
      inShop(shop, ({ database, routes }) => {
        const route = Object.hasOwn(routes, operation) ? routes[operation] : undefined
        if (route === undefined) return mistake(404, `${name} has no operation ${operation}`)
        if (!route.changes) return route.answer(body)
        if (key === undefined) return mistake(400, `${name}.${operation} needs an Idempotency-Key`)
        return answeredOnce(database, key, { asked: JSON.stringify([operation, body]), route, body })
      }),
    close: () => {
      for (const { database } of open.values()) database.close()
    }
  }
}

/** A shop as one service knows it. */
interface Shop {
  readonly database: Database
  readonly routes: Readonly<Record<string, Route>>
}

const answeredOnce = (
  database: Database,
  key: string,
  { asked, route, body }: { readonly asked: string; readonly route: Route; readonly body: unknown }
): Reply => {
  const kept = once(
    database,
    key,
    () => ({ asked, reply: route.answer(body) }),
    ({ reply }) => reply.status === 200
  )
  return kept.asked === asked ? kept.reply : mistake(409, `the key ${key} was used for another call`)
}

const always = (): boolean => true
