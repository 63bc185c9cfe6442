/**
 * The monolith as a system: one SQLite file that answers commands.
 * @module
 */
import { randomUUID } from "node:crypto"
import { rmSync } from "node:fs"
import { join } from "node:path"
import * as t from "io-ts"
import type { System } from "lawful/transformations"
import { type Database, openDatabase } from "../database/sqlite.ts"
import { openingBooks } from "../domain/books.ts"
import type { Fault } from "../domain/fault.ts"
import { type Command, faultOf } from "../shop/command.ts"
import { type Answer, perform, type Services } from "../shop/perform.ts"
import { inventory } from "./inventory.ts"
import { orders } from "./orders.ts"
import { payments } from "./payments.ts"
import { schema } from "./schema.ts"

/** A monolith with its file. */
export interface Monolith {
  readonly file: string
  readonly database: Database
}

/** The three signatures, all on one database. */
export const servicesOf = (database: Database, fault: Fault | undefined): Services => {
  const desk = { database, fault }
  return [orders(desk), payments(desk), inventory(desk)]
}

/** Opens a shop in a new file of a folder. */
export const openMonolith = (folder: string): Monolith => {
  const file = join(folder, `${randomUUID()}.sqlite`)
  const database = openDatabase(file, schema)
  for (const { sku, onHand } of openingBooks.stock)
    database.change("INSERT INTO stock (sku, on_hand) VALUES (?, ?)", sku, onHand)
  return { file, database }
}

/** The system; its files are kept in a folder. */
export const monolith = (folder: string): System<Command, Monolith, Answer> => ({
  name: "the monolith",
  initial: () => openMonolith(folder),
  step: async (shop, command) => [await perform(command, servicesOf(shop.database, faultOf(command))), shop],
  view: ({ database }) => ({
    orders: database.rows(t.UnknownRecord, "SELECT * FROM orders ORDER BY id"),
    stock: database.rows(t.UnknownRecord, "SELECT * FROM stock ORDER BY sku")
  }),
  dispose: ({ file, database }) => {
    database.close()
    rmSync(file)
  }
})
