/**
 * The desk of the processor, and its ledger.
 *
 * | booking | the channel owes us | we owe the merchant | fees | on its way to a payer |
 * | --- | --- | --- | --- | --- |
 * | settle | + amount | - (amount - fee) | - fee | |
 * | reserve a refund | | + refund | | - refund |
 * | complete it | - refund | | | + refund |
 *
 * Requests may overtake each other on the network: what is taken back before it has come is remembered, and never done.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import { type ChannelId, type PaymentId, referenceOf } from "../domain/identity.ts"
import type { Payment, Refund } from "../domain/payment.ts"
import { isClosed, mayFollow, type Status } from "../domain/status.ts"
import { type Settlement, Transactions } from "../signatures/transactions.ts"
import { type Books, refundsOf, type Transaction } from "./books.ts"
import { linesOf } from "./channels.ts"
import { type Booking, minus, post } from "./ledger.ts"

/** Serves from the tables of the processor. */
export const transactionsOf = (books: Books): Implementation<"Transactions"> => {
  const { transactions, refunds, ledger, reconciliations } = books
  const of = (payment: PaymentId): Transaction => {
    const found = transactions.get(payment)
    if (found === undefined) throw new Error(`There is no transaction ${payment}.`)
    return found
  }
  const put = (transaction: Transaction, to: Status): void =>
    void transactions.set(transaction.payment.id, {
      ...transaction,
      status: to,
      history: [...transaction.history, to]
    })
  const book = (
    memo: Booking["memo"],
    name: string,
    { payment, channel }: { readonly payment: Payment; readonly channel: ChannelId },
    sides: Booking["sides"]
  ): void =>
    post(ledger, `${memo} ${name}`, {
      memo,
      payment: payment.id,
      reference: referenceOf(payment.id, channel),
      day: payment.day,
      currency: payment.money.currency,
      sides
    })
  const bookSettlement = (memo: "settle" | "unsettle", payment: Payment, settlement: Settlement): void => {
    const { channel, fee } = settlement
    const sign = memo === "settle" ? 1 : -1
    book(
      memo,
      payment.id,
      { payment, channel },
      {
        [channelAccount(channel)]: sign * payment.money.amount,
        [merchantAccount(payment)]: -sign * (payment.money.amount - fee),
        fees: -sign * fee
      }
    )
  }
  const bookRefund = (
    memo: "reserve" | "release" | "complete",
    { id, money: { amount } }: Refund,
    { payment, settlement }: Settled
  ): void => {
    const { channel } = settlement
    const sides = {
      reserve: { [merchantAccount(payment)]: amount, refunds: minus(amount) },
      release: { [merchantAccount(payment)]: minus(amount), refunds: amount },
      complete: { refunds: amount, [channelAccount(channel)]: minus(amount) }
    }
    book(memo, id, { payment, channel }, sides[memo])
  }

  return implement(Transactions, {
    create: (payment) => {
      if (transactions.get(payment.id) === undefined)
        transactions.set(payment.id, { payment, status: "created", history: ["created"] })
    },
    withdraw: (payment) => {
      const known = transactions.get(payment.id) ?? { payment, status: "created", history: [] }
      if (!isClosed(known.status)) put({ ...known, reason: "called off" as Text }, "failed")
    },
    advance: ({ payment, to }) => {
      const known = of(payment)
      // The payment was called off in the meantime, or has got further.
      if (isClosed(known.status) || known.history.includes(to)) return
      if (!mayFollow(known.status, to)) throw new Error(`${payment} is ${known.status}, and cannot be ${to}.`)
      put(known, to)
    },
    settle: (settlement) => {
      const known = of(settlement.payment)
      if (known.unsettled === true || known.settlement !== undefined) return
      if (!mayFollow(known.status, "settled"))
        throw new Error(`${settlement.payment} is ${known.status}, and cannot be settled.`)
      bookSettlement("settle", known.payment, settlement)
      put({ ...known, settlement }, "settled")
    },
    unsettle: ({ payment }) => {
      const { settlement, ...known } = of(payment)
      if (settlement === undefined) return void transactions.set(payment, { ...known, unsettled: true })
      bookSettlement("unsettle", known.payment, settlement)
      put({ ...known, unsettled: true }, "charged")
    },
    close: ({ payment, to, reason }) => {
      const known = of(payment)
      if (isClosed(known.status)) return
      if (!mayFollow(known.status, to)) throw new Error(`${payment} is ${known.status}, and cannot be ${to}.`)
      put({ ...known, reason }, to)
    },
    reserve: (refund, { fail }) => {
      const transaction = transactions.get(refund.payment)
      if (!isSettled(transaction))
        return fail({ _tag: "RefundRefused", reason: "the payment is not settled" as Text })
      const { payment, settlement } = transaction
      const earmark = { merchant: payment.merchant, channel: settlement.channel }
      const known = refunds.get(refund.id)
      if (known?.state === "released")
        return fail({ _tag: "RefundRefused", reason: "the refund was called off" as Text })
      if (known !== undefined) return earmark
      const left = payment.money.amount - refundedOf(books, payment.id)
      if (refund.money.currency !== payment.money.currency || refund.money.amount > left)
        return fail({ _tag: "RefundRefused", reason: "there is not so much left of the payment" as Text })
      bookRefund("reserve", refund, transaction)
      refunds.set(refund.id, { refund, state: "reserved" })
      return earmark
    },
    release: (refund) => {
      const transaction = transactions.get(refund.payment)
      const state = refunds.get(refund.id)?.state
      if (state === "done") throw new Error(`Refund ${refund.id} is done.`)
      if (state === "reserved" && isSettled(transaction)) bookRefund("release", refund, transaction)
      refunds.set(refund.id, { refund, state: "released" })
    },
    complete: (refund) => {
      const transaction = of(refund.payment)
      const known = refunds.get(refund.id)
      if (known?.state === "done") return
      if (known?.state !== "reserved" || !isSettled(transaction))
        throw new Error(`Nothing was put aside for refund ${refund.id}.`)
      bookRefund("complete", refund, transaction)
      refunds.set(refund.id, { refund, state: "done" })
      if (doneOf(books, refund.payment) === transaction.payment.money.amount) put(transaction, "refunded")
    },
    receivables: (day) => {
      const refunding = new Set(
        [...refunds.values()].flatMap(({ refund, state }) => (state === "reserved" ? [refund.payment] : []))
      )
      return {
        lines: linesOf([...ledger.values()].filter((entry) => entry.day === day && isChannel(entry.account))),
        moving: [...transactions.values()]
          .filter(
            ({ payment, status }) => payment.day === day && (!isClosed(status) || refunding.has(payment.id))
          )
          .map(({ payment }) => payment.id)
      }
    },
    file: (reconciliation) => void reconciliations.set(reconciliation.day, reconciliation)
  })
}

/** A transaction that is settled. */
interface Settled extends Transaction {
  readonly settlement: Settlement
}

const isSettled = (transaction: Transaction | undefined): transaction is Settled =>
  transaction?.settlement !== undefined

const channelAccount = (channel: ChannelId): string => `channel:${channel}`
const isChannel = (account: string): boolean => account.startsWith("channel:")
const merchantAccount = ({ merchant }: Payment): string => `merchant:${merchant}`

const refundedOf = (books: Books, payment: PaymentId): number =>
  refundsOf(books, payment).reduce((sum, { refund }) => sum + refund.money.amount, 0)

const doneOf = (books: Books, payment: PaymentId): number =>
  refundsOf(books, payment).reduce(
    (sum, { refund, state }) => sum + (state === "done" ? refund.money.amount : 0),
    0
  )
