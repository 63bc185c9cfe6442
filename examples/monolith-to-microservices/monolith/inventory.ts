/**
 * The warehouse of the monolith.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { StockLine } from "../domain/books.ts"
import { Inventory } from "../signatures/inventory.ts"
import { type Desk, inOneTransaction, mayGoUnanswered } from "./desk.ts"

export const inventory = (desk: Desk): Implementation<"Inventory"> => {
  const { database } = desk
  return implement(Inventory, {
    reserve: ({ order, sku, quantity }, context) =>
      mayGoUnanswered(desk, "Inventory.reserve", context, () => {
        const left =
          database.row(StockLine, "SELECT sku, on_hand AS onHand FROM stock WHERE sku = ?", sku)?.onHand ?? 0
        if (left < quantity) return context.fail({ _tag: "OutOfStock", sku, left })
        database.change("UPDATE stock SET on_hand = on_hand - ? WHERE sku = ?", quantity, sku)
        database.change("UPDATE orders SET reserved = 1 WHERE id = ?", order)
        return undefined
      }),
    release: (order, context) =>
      inOneTransaction(desk, context, () => {
        const released = database.change(
          "UPDATE orders SET reserved = 0 WHERE id = ? AND reserved = 1",
          order
        )
        if (released === 1)
          database.change(
            `UPDATE stock SET on_hand = on_hand + (SELECT quantity FROM orders WHERE id = ?)
             WHERE sku = (SELECT sku FROM orders WHERE id = ?)`,
            order,
            order
          )
      }),
    stock: () => database.rows(StockLine, "SELECT sku, on_hand AS onHand FROM stock ORDER BY sku")
  })
}
