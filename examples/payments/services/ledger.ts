/**
 * Double-entry bookkeeping: a booking moves an amount from one account to others, and its sides add up to zero.
 *
 * Amounts are whole numbers of minor units that JavaScript holds exactly. Sums are big integers: a long year may pass 2^53.
 * @module
 */
import type { Currency } from "../../order-fulfilment/domain/money.ts"
import type { Entry, Table } from "./books.ts"

/** What is booked: how much each account gets; what an account gives is negative. */
export interface Booking extends Omit<Entry, "booking" | "account" | "amount"> {
  readonly sides: Readonly<Record<string, number>>
}

/** Writes a booking down, once: one that is there already is left as it is. Throws when its sides do not add up to zero. */
export const post = (book: Table<Entry>, booking: string, { sides, ...facts }: Booking): void => {
  const accounts = Object.entries(sides)
  const sum = accounts.reduce((total, [, amount]) => total + BigInt(amount), 0n)
  if (sum !== 0n) throw new Error(`The sides of booking ${booking} add up to ${sum}, not to 0.`)
  for (const [account, amount] of accounts) {
    const key = `${booking} ${account}`
    if (amount !== 0 && book.get(key) === undefined) book.set(key, { ...facts, booking, account, amount })
  }
}

/** What is given away, as an amount that is received: a brand does not survive a sign. */
export const minus = (amount: number): number => -amount

/** What stands on the accounts that `key` names, by currency. */
export const balances = <K extends string>(
  entries: Iterable<Entry>,
  key: (entry: Entry) => K | undefined
): ReadonlyMap<K, ReadonlyMap<Currency, bigint>> => {
  const sums = new Map<K, Map<Currency, bigint>>()
  for (const entry of entries) {
    const name = key(entry)
    if (name === undefined) continue
    const sum = sums.get(name) ?? new Map<Currency, bigint>()
    sums.set(name, sum.set(entry.currency, (sum.get(entry.currency) ?? 0n) + BigInt(entry.amount)))
  }
  return sums
}
