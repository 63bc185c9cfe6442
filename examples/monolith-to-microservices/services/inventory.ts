/**
 * The inventory service: stock, and what is put aside for which order.
 * @module
 */
import * as t from "io-ts"
import { type Implementation, implement, runSync } from "lawful"
import { answersSchema } from "../database/once.ts"
import type { Database } from "../database/sqlite.ts"
import { InventoryBook, StockLine } from "../domain/books.ts"
import { Goods } from "../domain/order.ts"
import { Inventory } from "../signatures/inventory.ts"
import { route, type Service } from "./service.ts"

/** SQLite has no truth values. */
const ReservationRow = t.intersection([Goods, t.type({ held: t.number })])

export const inventoryService: Service<InventoryBook> = {
  name: "Inventory",
  schema: `
    CREATE TABLE IF NOT EXISTS stock (sku TEXT PRIMARY KEY, onHand INTEGER NOT NULL CHECK (onHand >= 0));
    CREATE TABLE IF NOT EXISTS reservations (
      "order" INTEGER PRIMARY KEY, sku TEXT NOT NULL, quantity INTEGER NOT NULL, held INTEGER NOT NULL
    );
    ${answersSchema}`,
  book: InventoryBook,
  routes: (database) => {
    const warehouse = [over(database)]
    return {
      reserve: route(Inventory.reserve, runSync(Inventory.reserve, warehouse)),
      release: route(Inventory.release, runSync(Inventory.release, warehouse)),
      stock: route(Inventory.stock, runSync(Inventory.stock, warehouse))
    }
  },
  load: (database, { stock, reservations }) => {
    for (const { sku, onHand } of stock) database.change("INSERT INTO stock VALUES (?, ?)", sku, onHand)
    for (const { held, ...goods } of reservations) putAside(database, goods, held)
  },
  dump: (database) => ({
    stock: stockOf(database),
    reservations: database
      .rows(ReservationRow, `SELECT * FROM reservations ORDER BY "order"`)
      .map(({ held, ...goods }) => ({ ...goods, held: held === 1 }))
  })
}

const over = (database: Database): Implementation<"Inventory"> =>
  implement(Inventory, {
    reserve: (goods, { fail }) => {
      const { sku, quantity } = goods
      const left = stockOf(database).find((line) => line.sku === sku)?.onHand ?? 0
      if (left < quantity) return fail({ _tag: "OutOfStock", sku, left })
      addStock(database, sku, -quantity)
      putAside(database, goods, true)
      return undefined
    },
    release: (order) => {
      const held = database.row(Goods, `SELECT * FROM reservations WHERE "order" = ? AND held = 1`, order)
      if (held === undefined) return
      addStock(database, held.sku, held.quantity)
      database.change(`UPDATE reservations SET held = 0 WHERE "order" = ?`, order)
    },
    stock: () => stockOf(database)
  })

const stockOf = (database: Database): ReadonlyArray<StockLine> =>
  database.rows(StockLine, "SELECT * FROM stock ORDER BY sku")

const addStock = (database: Database, sku: string, count: number): void =>
  void database.change("UPDATE stock SET onHand = onHand + ? WHERE sku = ?", count, sku)

const putAside = (database: Database, { order, sku, quantity }: Goods, held: boolean): void =>
  void database.change("INSERT INTO reservations VALUES (?, ?, ?, ?)", order, sku, quantity, held ? 1 : 0)
