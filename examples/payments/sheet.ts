/**
 * The end of the day on a sheet of paper.
 * @module
 */
import { showMoney } from "../order-fulfilment/domain/money.ts"
import { totals } from "./audit.ts"
import type { Books } from "./services/books.ts"
import type { Ends } from "./spend-day.ts"

/** Writes down how everything ended and what stands on the accounts; the last line says whether the books balance. */
export const sheet = (books: Books, ends: Ends, differences: ReadonlyArray<string>): string =>
  [
    "How it ended",
    ...Object.entries(ends)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([end, count]) => `  ${String(count).padStart(6)}  ${end}`),
    ...account("The tills of the channels", books.tills.values()),
    ...account("The ledger of the processor", books.ledger.values()),
    ...(differences.length === 0
      ? ["The books balance."]
      : ["The books do NOT balance:", ...differences.map((difference) => `  ${difference}`)])
  ].join("\n")

const account = (name: string, entries: Parameters<typeof totals>[0]): ReadonlyArray<string> => [
  name,
  ...totals(entries).map(
    ({ account: of, currency, sum }) => `  ${of.padEnd(10)} ${showMoney(sum, currency).padStart(18)}`
  )
]
