/**
 * Double-entry bookkeeping: every transaction has two legs that add up to zero.
 * @module
 */
import type { Currency, Money } from "../domain/money.ts"
import type { OrderId } from "../domain/order.ts"

/** Where money is: what the gateway owes the shop, and what the shop has earned. */
export type Account = "gateway" | "sales"

/** One side of a transaction. Amounts are big integers: a long day may sum up to more than 2^53 cents. */
export interface Leg {
  readonly transaction: number
  readonly memo: "charge" | "refund"
  readonly order: OrderId
  readonly account: Account
  readonly amount: bigint
  readonly currency: Currency
}

/** Writes a transaction down and gives its number: a charge is owed by the gateway and earned, a refund the other way round. */
export const post = (
  legs: Array<Leg>,
  memo: Leg["memo"],
  order: OrderId,
  { amount, currency }: Money
): number => {
  const leg = { transaction: legs.length / 2 + 1, memo, order, currency }
  const owed = memo === "charge" ? BigInt(amount) : -BigInt(amount)
  legs.push({ ...leg, account: "gateway", amount: owed }, { ...leg, account: "sales", amount: -owed })
  return leg.transaction
}
