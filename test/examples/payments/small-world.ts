/**
 * A world that is small enough to look at all of it: one merchant, two channels, amounts of which the digits tell what they are.
 */
import { Failure } from "lawful"
import { Fault, type Invariant, send, type SendingOptions, type World, world } from "lawful/simulator"
import { around } from "lawful/transformations"
import type { Currency } from "../../../examples/order-fulfilment/domain/money.ts"
import type { Natural, Positive } from "../../../examples/order-fulfilment/domain/number.ts"
import type { Text } from "../../../examples/order-fulfilment/domain/order.ts"
import { auditAtAnyTime, auditAtRest, keptOf } from "../../../examples/payments/audit.ts"
import type {
  ChannelId,
  Day,
  MerchantId,
  PaymentId,
  RefundId
} from "../../../examples/payments/domain/identity.ts"
import { chargeOf, type Payment, type Refund } from "../../../examples/payments/domain/payment.ts"
import type { Books, BooksInMemory, Opening } from "../../../examples/payments/services/books.ts"
import { ChargeReported, Reviewed } from "../../../examples/payments/events.ts"
import { Channels } from "../../../examples/payments/signatures/channels.ts"
import { Merchants } from "../../../examples/payments/signatures/merchants.ts"
import { Notifications } from "../../../examples/payments/signatures/notifications.ts"
import { Risk } from "../../../examples/payments/signatures/risk.ts"
import { Transactions } from "../../../examples/payments/signatures/transactions.ts"
import { type Nature, paymentsWorld } from "../../../examples/payments/world.ts"

export const euro = "EUR" as Currency
export const first = "first" as ChannelId
export const second = "second" as ChannelId
export const day = "2026-11-30" as Day

export const payment: Payment = {
  id: "p" as PaymentId,
  day,
  merchant: "m" as MerchantId,
  payer: "ada" as Text,
  method: "card",
  money: { amount: 1000 as Positive, currency: euro }
}

export const refund: Refund = {
  id: "r" as RefundId,
  payment: payment.id,
  money: { amount: 400 as Positive, currency: euro }
}

/** Amounts above 500 are doubtful when `review` is true. */
export const openingOf = (channels: number, review = false): Opening => ({
  merchants: [
    {
      id: payment.merchant,
      active: true,
      currencies: [euro],
      methods: ["card"],
      terms: { basisPoints: 700 as Natural }
    }
  ],
  rules: review
    ? [{ name: "above 5" as Text, above: { amount: 500 as Positive, currency: euro }, verdict: "review" }]
    : [],
  channels: [first, second]
    .slice(0, channels)
    .map((id) => ({ id, methods: ["card"], currencies: [euro], health: "up", basisPoints: 1 }))
})

export const worldOf = (decides: Nature["decides"], options: Partial<Nature> & { review?: boolean } = {}) =>
  paymentsWorld({ ...openingOf(Object.keys(decides).length, options.review), decides, ...options })

const unavailable = { _tag: "Unavailable", service: "any" as Text } as const

/** The errors of these codecs, which are made by hand, cannot be made up. */
export const typedErrors = [
  ...[
    Merchants.validate,
    Risk.assess,
    Channels.select,
    Channels.charge,
    Channels.inquire,
    Channels.refund,
    Channels.list,
    Channels.statement,
    Transactions.create,
    Transactions.advance,
    Transactions.settle,
    Transactions.close,
    Transactions.reserve,
    Transactions.complete,
    Transactions.receivables,
    Transactions.file,
    Notifications.notify
  ].map((operation) => Fault.fails(operation, unavailable)),
  Fault.fails(Channels.charge, { _tag: "Declined", reason: "no" as Text }),
  Fault.fails(Merchants.validate, { _tag: "MerchantRefused", reason: "no" as Text })
]

/** The books balance in every state. */
export const alwaysBalanced: Invariant<BooksInMemory> = {
  name: "the books balance",
  always: (books) => auditAtAnyTime(books)[0]
}

/** When a run has ended in an orderly way, its payment has come to exactly one end. */
export const atRest: Invariant<BooksInMemory> = {
  name: "the books are at rest",
  atEnd: (books, end) =>
    end._tag === "Completed" || end._tag === "Failed" || end._tag === "Cancelled"
      ? auditAtRest(books)[0]
      : undefined
}

/** Whatever has happened: the payer has paid only what the merchant gets. */
export const chargedIsSettled: Invariant<BooksInMemory> = {
  name: "what is charged is settled",
  atEnd: (books, end) => {
    if (end._tag === "Stuck") return undefined
    const kept = keptOf(books.tills.values())
    const isSettled = books.transactions.get(payment.id)?.settlement !== undefined
    return kept === 0n || isSettled ? undefined : `${end._tag}, with ${kept} charged and nothing settled`
  }
}

export const invariants = [alwaysBalanced, atRest, chargedIsSettled]

/** What must be as before when a run has failed: everybody's money. */
export const moneyIn = (books: Books) =>
  Object.fromEntries(
    [...books.tills.values(), ...books.ledger.values()]
      .map(({ account }) => [account, sumOn(books, account)] as const)
      .filter(([, sum]) => sum !== 0n)
  )

const sumOn = (books: Books, account: string): bigint =>
  [...books.tills.values(), ...books.ledger.values()].reduce(
    (sum, entry) => (entry.account === account ? sum + BigInt(entry.amount) : sum),
    0n
  )

/** Takes down how runs end, so that a test can tell that what it is about has happened. */
export const endings = () => {
  const seen = new Set<string>()
  const watching: Invariant<BooksInMemory> = {
    name: "takes down how runs end",
    atEnd: (books, end) => {
      seen.add(end._tag === "Completed" ? describeOutput(end.output, books) : end._tag)
      return undefined
    }
  }
  return { seen, watching }
}

const describeOutput = (output: unknown, { charges }: Books): string => {
  const { _tag, channel, reason } = output as {
    readonly _tag: string
    readonly channel?: string
    readonly reason?: { readonly _tag: string }
  }
  const voided = [...charges.values()].filter(({ state }) => state === "voided").length
  return [_tag, reason?._tag, channel && `by ${channel}`, voided > 0 && `${voided} voided`]
    .filter(Boolean)
    .join(", ")
}

/** A callback that tells of a charge through a channel. */
export const callback = (
  channel: ChannelId,
  verdict: "Captured" | "Declined",
  options: SendingOptions = {}
) => {
  const { reference } = chargeOf(payment, channel)
  return send(
    ChargeReported,
    {
      reference,
      verdict:
        verdict === "Captured" ? { _tag: "Captured" } : { _tag: "Declined", reason: "no money" as Text }
    },
    { key: reference, ...options }
  )
}

export const review = (approved: boolean, options: SendingOptions = {}) =>
  send(
    Reviewed,
    { payment: payment.id, approved, reviewer: "Grace" as Text },
    { key: payment.id, ...options }
  )

/** The same world, but the first answer of an operation is lost on the way: the caller hears nothing, and it is done. */
export const deafTo = <P extends string>(
  { initial, providers }: World<BooksInMemory, P>,
  operation: string
): World<BooksInMemory, P> =>
  world(initial, (books) =>
    providers(books).map(
      around(({ name }, perform) => {
        const answer = perform()
        if (name !== operation || books.answers.has("deaf")) return answer
        books.answers.set("deaf", { given: undefined })
        return new Failure(unavailable)
      })
    )
  )
