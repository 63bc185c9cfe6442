/**
 * The audit: what must be true of the books, worked out from the parts, across companies that know nothing of each other.
 * @module
 */
import { type Currency, showMoney } from "../order-fulfilment/domain/money.ts"
import type { PaymentId } from "./domain/identity.ts"
import { isClosed } from "./domain/status.ts"
import type { Books, Entry, Transaction } from "./services/books.ts"
import { refundsOf } from "./services/books.ts"
import { linesOf } from "./services/channels.ts"
import { balances } from "./services/ledger.ts"

/** What is wrong at any moment; nothing when all is well. */
export const auditAtAnyTime = (books: Books): ReadonlyArray<string> => [
  ...unbalanced("ledger", books.ledger.values()),
  ...unbalanced("tills", books.tills.values()),
  ...[...books.transactions.values()].flatMap((transaction) => [
    ...chargedTwice(books, transaction),
    ...refundedTooMuch(books, transaction)
  ])
]

/** What is wrong when nothing moves any more; nothing when every payment has ended in exactly one way. */
export const auditAtRest = (books: Books): ReadonlyArray<string> => [
  ...auditAtAnyTime(books),
  ...[...books.transactions.values()].flatMap((transaction) => auditOf(books, transaction)),
  ...strangers(books)
]

/** What is wrong with a payment that has ended, and with its refunds. */
export const auditOf = (books: Books, transaction: Transaction): ReadonlyArray<string> => {
  const { payment, status } = transaction
  const wrong: Array<string> = []
  if (!isClosed(status)) wrong.push(`it is still ${status}`)
  const kept = keptOf(books, payment.id)
  const due = dueOf(books, transaction)
  if (kept !== due) wrong.push(`it is ${status}, so ${due} should be kept by the channels, not ${kept}`)
  wrong.push(...ledgerDifferences(books, transaction))
  const letters = [...books.letters.values()].filter((letter) => letter.payment === payment.id)
  const ends = letters.filter(({ about }) => about === "payment")
  if (ends.length !== 1) wrong.push(`the merchant was told ${ends.length} times how it ended`)
  for (const { refund, state } of refundsOf(books, payment.id)) {
    if (state !== "done") wrong.push(`refund ${refund.id} is still ${state}`)
    const told = letters.filter(({ about }) => about === `refund ${refund.id}`).length
    if (told !== 1) wrong.push(`the merchant was told ${told} times of refund ${refund.id}`)
  }
  return wrong.map((text) => `payment ${payment.id}: ${text}`)
}

/** What the channels have taken for a payment and not given back. */
export const keptOf = ({ tills }: Books, payment: PaymentId): bigint =>
  [...tills.values()].reduce(
    (sum, entry) => (entry.payment === payment && isTill(entry) ? sum + BigInt(entry.amount) : sum),
    0n
  )

/** What the channels should have kept. */
const dueOf = (books: Books, { payment, settlement }: Transaction): bigint =>
  settlement === undefined ? 0n : BigInt(payment.money.amount) - refundedOf(books, payment.id)

const refundedOf = (books: Books, payment: PaymentId): bigint =>
  refundsOf(books, payment).reduce((sum, { refund }) => sum + BigInt(refund.money.amount), 0n)

const ledgerDifferences = (books: Books, transaction: Transaction): ReadonlyArray<string> => {
  const { payment, settlement } = transaction
  const entries = [...books.ledger.values()].filter((entry) => entry.payment === payment.id)
  const on = balances(entries, ({ account }) => account)
  const expected = {
    [`channel:${settlement?.channel}`]: dueOf(books, transaction),
    [`merchant:${payment.merchant}`]:
      settlement === undefined ? 0n : BigInt(settlement.fee) - dueOf(books, transaction),
    fees: settlement === undefined ? 0n : -BigInt(settlement.fee),
    refunds: 0n
  }
  return [...new Set([...on.keys(), ...Object.keys(expected)])].flatMap((account) => {
    const [is, should] = [on.get(account)?.get(payment.money.currency) ?? 0n, expected[account] ?? 0n]
    return is === should ? [] : [`account ${account} has ${is}, and should have ${should}`]
  })
}

const unbalanced = (book: string, entries: Iterable<Entry>): ReadonlyArray<string> =>
  [...balances(entries, ({ booking }) => booking)].flatMap(([booking, sums]) =>
    [...sums].flatMap(([currency, sum]) =>
      sum === 0n ? [] : [`${book}: booking ${booking} is off by ${showMoney(sum, currency)}`]
    )
  )

const chargedTwice = (books: Books, { payment }: Transaction): ReadonlyArray<string> =>
  keptOf(books, payment.id) > BigInt(payment.money.amount)
    ? [`payment ${payment.id}: the payer was charged ${keptOf(books, payment.id)} of ${payment.money.amount}`]
    : []

const refundedTooMuch = (books: Books, { payment }: Transaction): ReadonlyArray<string> =>
  refundedOf(books, payment.id) > BigInt(payment.money.amount)
    ? [`payment ${payment.id}: more is refunded than was paid`]
    : []

/** Money that a channel has kept for a payment of which the processor has never heard. */
const strangers = (books: Books): ReadonlyArray<string> =>
  linesOf([...books.tills.values()].filter(isTill))
    .filter(({ payment }) => books.transactions.get(payment) === undefined)
    .map(({ reference }) => `${reference}: charged, and not known to the processor`)

const isTill = ({ account }: Entry): boolean => account.startsWith("till:")

/** The sums of a book by kind of account: what comes before the colon. */
export const totals = (
  entries: Iterable<Entry>
): ReadonlyArray<{ readonly account: string; readonly currency: Currency; readonly sum: bigint }> =>
  [...balances(entries, ({ account }) => account.split(":")[0])].flatMap(([account, sums]) =>
    [...sums].map(([currency, sum]) => ({ account, currency, sum }))
  )
