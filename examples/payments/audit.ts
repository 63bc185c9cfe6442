/**
 * The audit: what must be true of the books, worked out from the parts, across companies that know nothing of each other.
 * @module
 */
import { type Currency, showMoney } from "../order-fulfilment/domain/money.ts"
import type { PaymentId } from "./domain/identity.ts"
import { isClosed } from "./domain/status.ts"
import type { Books, Entry, RefundRow, Transaction } from "./services/books.ts"
import { linesOf } from "./services/channels.ts"
import { balances } from "./services/ledger.ts"
import type { Letter } from "./signatures/notifications.ts"

/** Everything that anybody has written down about one payment. */
export interface Dossier {
  readonly transaction: Transaction
  /** What the channels have taken and not given back. */
  readonly kept: bigint
  readonly refunds: ReadonlyArray<RefundRow>
  readonly entries: ReadonlyArray<Entry>
  readonly letters: ReadonlyArray<Letter>
}

/** Gathers the dossiers of all payments that the processor knows. */
export const dossiersOf = (books: Books): ReadonlyArray<Dossier> => {
  const tills = byPayment(books.tills.values(), ({ payment }) => payment)
  const refunds = byPayment(books.refunds.values(), ({ refund }) => refund.payment)
  const entries = byPayment(books.ledger.values(), ({ payment }) => payment)
  const letters = byPayment(books.letters.values(), ({ payment }) => payment)
  return [...books.transactions.values()].map((transaction) => {
    const { id } = transaction.payment
    return {
      transaction,
      kept: keptOf(tills.get(id) ?? []),
      refunds: refunds.get(id)?.filter(({ state }) => state !== "released") ?? [],
      entries: entries.get(id) ?? [],
      letters: letters.get(id) ?? []
    }
  })
}

/** What is wrong at any moment; nothing when all is well. */
export const auditAtAnyTime = (books: Books): ReadonlyArray<string> => [
  ...unbalanced("ledger", books.ledger.values()),
  ...unbalanced("tills", books.tills.values()),
  ...dossiersOf(books).flatMap((dossier) =>
    told(dossier, [...chargedTwice(dossier), ...refundedTooMuch(dossier)])
  )
]

/** What is wrong when nothing moves any more; nothing when every payment has ended in exactly one way. */
export const auditAtRest = (books: Books): ReadonlyArray<string> => [
  ...auditAtAnyTime(books),
  ...dossiersOf(books).flatMap((dossier) => told(dossier, auditOf(dossier))),
  ...strangers(books)
]

/** What is wrong with a payment that has ended, and with its refunds. */
const auditOf = (dossier: Dossier): ReadonlyArray<string> => {
  const { transaction, kept, refunds, letters } = dossier
  const { status } = transaction
  const due = dueOf(dossier)
  const wrong: Array<string> = []
  if (!isClosed(status)) wrong.push(`it is still ${status}`)
  if (kept !== due) wrong.push(`it is ${status}, so ${due} should be kept by the channels, not ${kept}`)
  wrong.push(...ledgerDifferences(dossier))
  const timesTold = (about: string): number => letters.filter((letter) => letter.about === about).length
  if (timesTold("payment") !== 1)
    wrong.push(`the merchant was told ${timesTold("payment")} times how it ended`)
  for (const { refund, state } of refunds) {
    const times = timesTold(`refund ${refund.id}`)
    if (state !== "done") wrong.push(`refund ${refund.id} is still ${state}`)
    if (times !== 1) wrong.push(`the merchant was told ${times} times of refund ${refund.id}`)
  }
  return wrong
}

const told = ({ transaction }: Dossier, wrong: ReadonlyArray<string>): ReadonlyArray<string> =>
  wrong.map((text) => `payment ${transaction.payment.id}: ${text}`)

/** What channels have taken and not given back. */
export const keptOf = (entries: Iterable<Entry>): bigint =>
  sumOf([...entries].filter(isTill).map(({ amount }) => amount))

/** What the channels should have kept. */
const dueOf = ({ transaction: { payment, settlement }, refunds }: Dossier): bigint =>
  settlement === undefined ? 0n : BigInt(payment.money.amount) - refundedOf(refunds)

const refundedOf = (refunds: ReadonlyArray<RefundRow>): bigint =>
  sumOf(refunds.map(({ refund }) => refund.money.amount))

const ledgerDifferences = (dossier: Dossier): ReadonlyArray<string> => {
  const { payment, settlement } = dossier.transaction
  const on = balances(dossier.entries, ({ account }) => account)
  const due = dueOf(dossier)
  const fee = BigInt(settlement?.fee ?? 0)
  const expected: Readonly<Record<string, bigint>> = {
    [`channel:${settlement?.channel}`]: due,
    [`merchant:${payment.merchant}`]: fee - due,
    fees: -fee,
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

const chargedTwice = ({ transaction: { payment }, kept }: Dossier): ReadonlyArray<string> =>
  kept > BigInt(payment.money.amount) ? [`the payer was charged ${kept} of ${payment.money.amount}`] : []

const refundedTooMuch = ({ transaction: { payment }, refunds }: Dossier): ReadonlyArray<string> =>
  refundedOf(refunds) > BigInt(payment.money.amount) ? ["more is refunded than was paid"] : []

/** Money that a channel has kept for a payment of which the processor has never heard. */
const strangers = (books: Books): ReadonlyArray<string> =>
  linesOf([...books.tills.values()].filter(isTill))
    .filter(({ payment }) => books.transactions.get(payment) === undefined)
    .map(({ reference }) => `${reference}: charged, and not known to the processor`)

const byPayment = <Row>(
  rows: Iterable<Row>,
  of: (row: Row) => PaymentId
): ReadonlyMap<PaymentId, ReadonlyArray<Row>> => {
  const groups = new Map<PaymentId, Array<Row>>()
  for (const row of rows) {
    const group = groups.get(of(row))
    if (group === undefined) groups.set(of(row), [row])
    else group.push(row)
  }
  return groups
}

const sumOf = (amounts: ReadonlyArray<number>): bigint =>
  amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)

const isTill = ({ account }: Entry): boolean => account.startsWith("till:")

/** The sums of a book by kind of account: what comes before the colon. */
export const totals = (
  entries: Iterable<Entry>
): ReadonlyArray<{ readonly account: string; readonly currency: Currency; readonly sum: bigint }> =>
  [...balances(entries, ({ account }) => account.split(":")[0])].flatMap(([account, sums]) =>
    [...sums].map(([currency, sum]) => ({ account, currency, sum }))
  )
