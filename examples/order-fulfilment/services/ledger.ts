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

/** The legs of all transactions, in the order in which they were made. */
export class Ledger {
  readonly #legs: Array<Leg> = []
  #transactions = 0

  get legs(): ReadonlyArray<Leg> {
    return this.#legs
  }

  /** Money comes in: the gateway owes it, and it is earned. */
  charge(order: OrderId, money: Money): number {
    return this.#post("charge", order, money.currency, BigInt(money.amount))
  }

  /** Money goes back: the same transaction the other way round. */
  refund(order: OrderId, money: Money): number {
    return this.#post("refund", order, money.currency, -BigInt(money.amount))
  }

  #post(memo: Leg["memo"], order: OrderId, currency: Currency, amount: bigint): number {
    const leg = { transaction: ++this.#transactions, memo, order, currency }
    this.#legs.push({ ...leg, account: "gateway", amount }, { ...leg, account: "sales", amount: -amount })
    return leg.transaction
  }
}
