/**
 * The closing balance: every total is worked out a second time from its parts, across services that know nothing of each
 * other. What does not add up is told exactly.
 * @module
 */
import { dossiersOf, orderDifferences } from "./dossier.ts"
import { type MoneyBalance, moneyDifferences, moneyOf, transactionDifferences } from "./money-balance.ts"
import type { Status } from "./services/in-memory-orders.ts"
import type { Shop } from "./services/open-shop.ts"
import { type StockBalance, stockDifferences, stockOf } from "./stock-balance.ts"

export interface Balance {
  readonly stock: ReadonlyArray<StockBalance>
  readonly money: ReadonlyArray<MoneyBalance>
  readonly orders: Readonly<Record<Status, number>>
  /** Everything that does not add up; empty when the books are consistent. */
  readonly differences: ReadonlyArray<string>
}

/** Audits the books of a shop. */
export const balanceOf = (shop: Shop): Balance => {
  const stock = stockOf(shop)
  const money = moneyOf(shop)
  return {
    stock,
    money,
    orders: statusesOf(shop),
    differences: [
      ...stock.flatMap(stockDifferences),
      ...money.flatMap(moneyDifferences),
      ...transactionDifferences(shop),
      ...dossiersOf(shop).flatMap((dossier) =>
        orderDifferences(dossier).map((text) => `order ${dossier.id}: ${text}`)
      )
    ]
  }
}

const statusesOf = ({ orders }: Shop): Readonly<Record<Status, number>> => {
  const statuses = { open: 0, confirmed: 0, rejected: 0, withdrawn: 0 }
  for (const { status } of orders.values()) statuses[status]++
  return statuses
}
