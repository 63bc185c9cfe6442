/**
 * Where the money is: what was charged and not refunded is the revenue of the confirmed orders.
 * @module
 */
import { type Currency, showMoney } from "./domain/money.ts"
import { totalOf } from "./domain/order.ts"
import type { Leg } from "./services/ledger.ts"
import type { Shop } from "./services/open-shop.ts"
import { type Totals, totals } from "./totals.ts"

/** What has come in and gone back in one currency, and what the confirmed orders are worth. */
export interface MoneyBalance {
  readonly currency: Currency
  readonly charged: bigint
  readonly refunded: bigint
  readonly revenue: bigint
}

/** Counts the money, currency by currency. */
export const moneyOf = ({ legs, orders }: Shop): ReadonlyArray<MoneyBalance> => {
  const posted = (memo: Leg["memo"]): Totals<Currency> =>
    totals(
      legs
        .filter((leg) => leg.account === "gateway" && leg.memo === memo)
        .map(({ currency, amount }) => [currency, amount])
    )
  const charged = posted("charge")
  const refunded = posted("refund")
  const revenue = totals(
    [...orders.values()].map(({ order, status }) => [
      order.currency,
      status === "confirmed" ? totalOf(order).amount : 0
    ])
  )
  return [...new Set([...revenue.keys, ...charged.keys])].map((currency) => ({
    currency,
    charged: charged.of(currency),
    refunded: -refunded.of(currency),
    revenue: revenue.of(currency)
  }))
}

/** What is wrong with the money of one currency at the end of the day. */
export const moneyDifferences = (balance: MoneyBalance): ReadonlyArray<string> => {
  const { currency, charged, refunded, revenue } = balance
  const show = (amount: bigint): string => showMoney(amount, currency)
  const kept = charged - refunded
  return kept === revenue
    ? []
    : [
        `ledger: ${show(charged)} charged - ${show(refunded)} refunded = ${show(kept)}, but the confirmed orders are worth ${show(revenue)}`
      ]
}

/** Double entry: the two legs of a transaction cancel out. */
export const transactionDifferences = ({ legs }: Shop): ReadonlyArray<string> => {
  const sums = totals(legs.map(({ transaction, amount }) => [transaction, amount]))
  return sums.keys
    .filter((transaction) => sums.of(transaction) !== 0n)
    .map((transaction) => `transaction T-${transaction}: its legs do not add up to zero`)
}
