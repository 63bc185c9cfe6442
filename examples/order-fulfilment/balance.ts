/**
 * The closing balance: every total is worked out a second time from its parts, across services that know nothing of each
 * other. What does not add up is told exactly.
 * @module
 */
import { type Currency, showMoney } from "./domain/money.ts"
import { type OrderId, type Sku, totalOf } from "./domain/order.ts"
import type { Status } from "./services/in-memory-orders.ts"
import type { Books } from "./services/open-shop.ts"

/** Where the articles of one kind are. */
export interface StockBalance {
  readonly sku: Sku
  readonly opening: number
  readonly onHand: number
  readonly reserved: number
  readonly shipped: number
}

/** What has come in and gone back in one currency, and what the confirmed orders are worth. */
export interface MoneyBalance {
  readonly currency: Currency
  readonly charged: bigint
  readonly refunded: bigint
  readonly revenue: bigint
}

export interface Balance {
  readonly stock: ReadonlyArray<StockBalance>
  readonly money: ReadonlyArray<MoneyBalance>
  readonly orders: Readonly<Record<Status, number>>
  /** Everything that does not add up; empty when the books are consistent. */
  readonly differences: ReadonlyArray<string>
}

/** Audits the books of a shop. */
export const balanceOf = (books: Books): Balance => {
  const stock = stockOf(books)
  const money = moneyOf(books)
  return {
    stock,
    money,
    orders: statusesOf(books),
    differences: [
      ...stock.flatMap(stockDifferences),
      ...money.flatMap(moneyDifferences),
      ...transactionDifferences(books),
      ...orderDifferences(books)
    ]
  }
}

const stockOf = ({ opening, stock, parcels }: Books): ReadonlyArray<StockBalance> => {
  const reserved = new Totals<Sku>()
  for (const { reservation, state } of stock.reservations.values())
    if (state === "held") reserved.add(reservation.sku, reservation.quantity)
  const shipped = new Totals<Sku>()
  for (const { items } of parcels) for (const { sku, quantity } of items) shipped.add(sku, quantity)
  return opening.map(({ sku, onHand }) => ({
    sku,
    opening: onHand,
    onHand: stock.onHand.get(sku) ?? 0,
    reserved: Number(reserved.of(sku)),
    shipped: Number(shipped.of(sku))
  }))
}

const stockDifferences = ({
  sku,
  opening,
  onHand,
  reserved,
  shipped
}: StockBalance): ReadonlyArray<string> => [
  ...unless(
    opening === onHand + reserved + shipped,
    `stock of ${sku}: ${opening} at the start, but ${onHand} on hand + ${reserved} reserved + ${shipped} shipped = ${onHand + reserved + shipped}`
  ),
  ...unless(reserved === 0, `stock of ${sku}: ${reserved} still reserved at the end`)
]

const moneyOf = ({ legs, orders }: Books): ReadonlyArray<MoneyBalance> => {
  const charged = new Totals<Currency>()
  const refunded = new Totals<Currency>()
  for (const { account, memo, currency, amount } of legs) {
    if (account !== "gateway") continue
    if (memo === "charge") charged.add(currency, amount)
    else refunded.add(currency, -amount)
  }
  const revenue = new Totals<Currency>()
  for (const { order, status } of orders.values())
    revenue.add(order.currency, status === "confirmed" ? totalOf(order).amount : 0)
  const currencies = new Set([...revenue.keys(), ...charged.keys()])
  return [...currencies].map((currency) => ({
    currency,
    charged: charged.of(currency),
    refunded: refunded.of(currency),
    revenue: revenue.of(currency)
  }))
}

const moneyDifferences = ({ currency, charged, refunded, revenue }: MoneyBalance): ReadonlyArray<string> =>
  unless(
    charged - refunded === revenue,
    `ledger: ${showMoney(charged, currency)} charged - ${showMoney(refunded, currency)} refunded = ${showMoney(charged - refunded, currency)}, but the confirmed orders are worth ${showMoney(revenue, currency)}`
  )

/** Double entry: the two legs of a transaction cancel out. */
const transactionDifferences = ({ legs }: Books): ReadonlyArray<string> => {
  const sums = new Totals<number>()
  for (const { transaction, amount } of legs) sums.add(transaction, amount)
  return [...sums.keys()].flatMap((transaction) =>
    unless(sums.of(transaction) === 0n, `transaction T-${transaction}: its legs do not add up to zero`)
  )
}

/** Order by order, so that two mistakes cannot make up for each other. */
const orderDifferences = ({ orders, legs, parcels, outbox }: Books): ReadonlyArray<string> => {
  const kept = new Totals<OrderId>()
  for (const { order, account, amount } of legs) if (account === "gateway") kept.add(order, amount)
  const shipped = new Totals<OrderId>()
  for (const { order } of parcels) shipped.add(order, 1)
  const letters = new Totals<OrderId>()
  for (const { order } of outbox) letters.add(order, 1)
  return [...orders.values()].flatMap(({ order, status }) => {
    const due = status === "confirmed" ? totalOf(order).amount : 0
    const show = (amount: number | bigint): string => showMoney(amount, order.currency)
    return [
      ...unless(status !== "open", `order ${order.id}: still open`),
      ...unless(
        kept.of(order.id) === BigInt(due),
        `order ${order.id}: ${status}, so ${show(due)} should have been kept, not ${show(kept.of(order.id))}`
      ),
      ...unless(
        shipped.of(order.id) === (status === "confirmed" ? 1n : 0n),
        `order ${order.id}: ${status}, with ${shipped.of(order.id)} parcels`
      ),
      ...unless(
        letters.of(order.id) === 1n,
        `order ${order.id}: ${status}, and the customer got ${letters.of(order.id)} letters`
      )
    ]
  })
}

const statusesOf = ({ orders }: Books): Readonly<Record<Status, number>> => {
  const statuses = { open: 0, confirmed: 0, rejected: 0, withdrawn: 0 }
  for (const { status } of orders.values()) statuses[status]++
  return statuses
}

/** Sums by key; exact however large they grow. */
class Totals<K> {
  readonly #sums = new Map<K, bigint>()

  add(key: K, amount: number | bigint): void {
    this.#sums.set(key, this.of(key) + BigInt(amount))
  }

  of(key: K): bigint {
    return this.#sums.get(key) ?? 0n
  }

  keys(): Iterable<K> {
    return this.#sums.keys()
  }
}

const unless = (holds: boolean, difference: string): ReadonlyArray<string> => (holds ? [] : [difference])
