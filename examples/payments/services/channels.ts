/**
 * The channels, and the tills in which they keep what they have taken.
 *
 * A charge is asked for, and comes to its end later: {@link decide} is the channel's own work.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { Natural } from "../../order-fulfilment/domain/number.ts"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import type { ChannelId, Reference } from "../domain/identity.ts"
import type { Charge, Payment } from "../domain/payment.ts"
import type { Line } from "../domain/reconciliation.ts"
import type { Report } from "../domain/report.ts"
import { Channels } from "../signatures/channels.ts"
import type { Books, Channel, ChargeRow, Entry } from "./books.ts"
import { balances, minus, post } from "./ledger.ts"

/** Payers with this name have no money; channels that are tested offer such names. */
export const PENNILESS = "penniless" as Text

/** Serves from the tables of the channels. */
export const channelsOf = (books: Books): Implementation<"Channels"> => {
  const { channels, charges, tills } = books
  return implement(Channels, {
    select: (payment) => eligible([...channels.values()], payment),
    charge: (charge) => {
      const known = charges.get(charge.reference)
      if (known !== undefined) return reportOn(known)
      const row: ChargeRow = { charge, state: "pending" }
      charges.set(charge.reference, row)
      return reportOn(row)
    },
    inquire: ({ reference }) => reportOn(charges.get(reference)),
    void: (charge) => {
      const known = charges.get(charge.reference)
      if (known?.state === "captured") move(books, charge, "void", minus(charge.money.amount))
      charges.set(charge.reference, { charge, state: "voided" })
    },
    refund: ({ refund: { id, payment, money }, channel }) => {
      const row = charges.get(`${payment}/${channel}`)
      if (row?.state !== "captured") throw new Error(`${channel} has not captured payment ${payment}.`)
      move(books, row.charge, "refund", minus(money.amount), id)
    },
    list: () => [...channels.values()].map(({ id }) => id),
    statement: ({ channel, day }) =>
      linesOf([...tills.values()].filter((entry) => entry.day === day && entry.account === tillOf(channel)))
  })
}

/** The channels that take a payment: those in good health first, and among these the cheapest. */
export const eligible = (
  channels: ReadonlyArray<Channel>,
  { method, money: { currency } }: Payment
): ReadonlyArray<ChannelId> =>
  channels
    .filter(
      ({ health, methods, currencies }) =>
        health !== "down" && methods.includes(method) && currencies.includes(currency)
    )
    .sort(
      (one, other) =>
        Number(one.health === "degraded") - Number(other.health === "degraded") ||
        one.basisPoints - other.basisPoints
    )
    .map(({ id }) => id)

/** Ends a charge that is pending: the payer's bank pays or says no. */
export const decide = (books: Books, reference: Reference): void => {
  const row = books.charges.get(reference)
  if (row?.state !== "pending") return
  const { charge } = row
  const pays = charge.payer !== PENNILESS
  books.charges.set(reference, { charge, state: pays ? "captured" : "declined" })
  if (pays) move(books, charge, "capture", charge.money.amount)
}

/** The account of a channel in its till. */
export const tillOf = (channel: ChannelId): string => `till:${channel}`

/** What a channel says of a charge. */
export const reportOn = (row: ChargeRow | undefined): Report => {
  switch (row?.state) {
    case "pending":
      return { _tag: "Pending" }
    case "captured":
      return { _tag: "Captured" }
    case "declined":
      return { _tag: "Declined", reason: "no money" as Text }
    case "voided":
    case undefined:
      return { _tag: "Unknown" }
  }
}

/** What is kept of each charge. */
export const linesOf = (entries: ReadonlyArray<Entry>): ReadonlyArray<Line> => {
  const kept = balances(entries, ({ reference }) => reference)
  const lines = new Map<Reference, Line>()
  for (const { reference, payment, currency } of entries) {
    const amount = Number(kept.get(reference)?.get(currency) ?? 0n)
    if (amount !== 0 && Natural.is(amount)) lines.set(reference, { reference, payment, currency, amount })
  }
  return [...lines.values()]
}

/** Moves money between the payer and the till. Each kind of movement is booked once for a charge, a refund once for its id. */
const move = (
  { tills }: Books,
  { reference, payment, channel, day, payer, money: { currency } }: Charge,
  memo: "capture" | "void" | "refund",
  amount: number,
  name: string = reference
): void =>
  post(tills, `${memo} ${name}`, {
    memo,
    payment,
    reference,
    day,
    currency,
    sides: { [tillOf(channel)]: amount, [`payer:${payer}`]: -amount }
  })
