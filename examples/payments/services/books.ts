/**
 * Everything that the services remember, in tables.
 *
 * A `Map` is a table, and so is a table of SQLite: what the simulator has explored over maps is what runs in the process of
 * the services. The processor and the channels are different companies; their books share nothing but references.
 * @module
 */
import type { Currency } from "../../order-fulfilment/domain/money.ts"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import type { ChannelId, Day, MerchantId, PaymentId, Reference } from "../domain/identity.ts"
import type { Money, Terms } from "../domain/money.ts"
import type { Charge, Method, Payment, Refund } from "../domain/payment.ts"
import type { Reconciliation } from "../domain/reconciliation.ts"
import type { Status } from "../domain/status.ts"
import type { Settlement } from "../signatures/transactions.ts"
import type { Letter } from "../signatures/notifications.ts"

/** Rows by key, in the order in which they came. */
export interface Table<Row> {
  readonly get: (key: string) => Row | undefined
  readonly set: (key: string, row: Row) => unknown
  readonly values: () => Iterable<Row>
  readonly size: number
}

export interface Merchant {
  readonly id: MerchantId
  readonly active: boolean
  readonly currencies: ReadonlyArray<Currency>
  readonly methods: ReadonlyArray<Method>
  readonly terms: Terms
}

/** Says what is to be done about payments of more than an amount, or of a payer. */
export interface Rule {
  readonly name: Text
  readonly above?: Money
  readonly payer?: Text
  readonly verdict: "review" | "forbid"
}

export interface Channel {
  readonly id: ChannelId
  readonly methods: ReadonlyArray<Method>
  readonly currencies: ReadonlyArray<Currency>
  readonly health: "up" | "degraded" | "down"
  /** What it costs, in hundredths of a per cent. */
  readonly basisPoints: number
}

/** What the desk knows of a payment. */
export interface Transaction {
  readonly payment: Payment
  readonly status: Status
  /** All statuses so far. */
  readonly history: ReadonlyArray<Status>
  readonly reason?: Text
  readonly settlement?: Settlement
  /** A settlement that was taken back, before or after it was booked, is not booked again. */
  readonly unsettled?: boolean
}

/** A refund at the desk; one that was released before it was reserved is never reserved. */
export interface RefundRow {
  readonly refund: Refund
  readonly state: "reserved" | "released" | "done"
}

/** A charge at a channel; one that was voided before it came is never captured. */
export interface ChargeRow {
  readonly charge: Charge
  readonly state: "pending" | "captured" | "declined" | "voided"
}

/** One side of a booking, in minor units. The sides of a booking add up to zero. */
export interface Entry {
  readonly booking: string
  readonly memo: "capture" | "void" | "settle" | "unsettle" | "refund" | "reserve" | "release" | "complete"
  readonly account: string
  readonly payment: PaymentId
  readonly reference: Reference
  readonly day: Day
  readonly amount: number
  readonly currency: Currency
}

/** What was answered to a call. */
export interface Answer {
  readonly given: unknown
}

/** The tables by name. */
export interface Rows {
  readonly merchants: Merchant
  readonly rules: Rule
  readonly channels: Channel
  readonly transactions: Transaction
  readonly refunds: RefundRow
  readonly ledger: Entry
  readonly reconciliations: Reconciliation
  readonly letters: Letter
  readonly charges: ChargeRow
  readonly tills: Entry
  readonly answers: Answer
}

/** All books. */
export type Books = { readonly [K in keyof Rows]: Table<Rows[K]> }

/** All books in memory. */
export type BooksInMemory = { readonly [K in keyof Rows]: Map<string, Rows[K]> }

/** The names of the tables. */
export const tableNames = [
  "merchants",
  "rules",
  "channels",
  "transactions",
  "refunds",
  "ledger",
  "reconciliations",
  "letters",
  "charges",
  "tills",
  "answers"
] as const satisfies ReadonlyArray<keyof Rows>

/** Who pays, who is paid and through whom, when the day begins. */
export interface Opening {
  readonly merchants: ReadonlyArray<Merchant>
  readonly rules: ReadonlyArray<Rule>
  readonly channels: ReadonlyArray<Channel>
}

/** Writes down who is who. */
export const fill = (books: Books, { merchants, rules, channels }: Opening): void => {
  for (const merchant of merchants) books.merchants.set(merchant.id, merchant)
  for (const rule of rules) books.rules.set(rule.name, rule)
  for (const channel of channels) books.channels.set(channel.id, channel)
}

/** Books in memory in which nothing has been written yet. */
export const newBooks = (opening: Opening): BooksInMemory => {
  const books = Object.fromEntries(tableNames.map((name) => [name, new Map()])) as unknown as BooksInMemory
  fill(books, opening)
  return books
}

/** The refunds of a payment that were not released. */
export const refundsOf = ({ refunds }: Books, payment: PaymentId): ReadonlyArray<RefundRow> =>
  [...refunds.values()].filter(({ refund, state }) => refund.payment === payment && state !== "released")
