/** The shop as effects: what both sides call. */
import { Effect } from "effect"
import { isRefusal, type Refusal, type Shop } from "../shop.ts"

type Accepted<A> = Exclude<A, Refusal>

const answered = <A>(answer: A): Effect.Effect<Accepted<A>, Extract<A, Refusal>> =>
  isRefusal(answer) ? Effect.fail(answer as Extract<A, Refusal>) : Effect.succeed(answer as Accepted<A>)

/** At once. */
const now =
  <I, A>(f: (input: I) => A) =>
  (input: I): Effect.Effect<Accepted<A>, Extract<A, Refusal>> =>
    Effect.suspend(() => answered(f(input)))

/** After a turn of the event loop, like a client of something far away. */
const soon =
  <I, A>(f: (input: I) => A) =>
  (input: I): Effect.Effect<Accepted<A>, Extract<A, Refusal>> =>
    Effect.flatMap(
      Effect.promise(async () => f(input)),
      answered
    )

export const servicesOf = (shop: Shop) => ({
  Customers: { find: now((id: string) => shop.customer(id)) },
  Inventory: {
    reserve: now((item: Parameters<Shop["reserve"]>[0]) => shop.reserve(item)),
    release: now((item: Parameters<Shop["release"]>[0]) => shop.release(item))
  },
  Risks: { score: soon((order: Parameters<Shop["risk"]>[0]) => shop.risk(order)) },
  Payments: {
    charge: soon((charge: Parameters<Shop["charge"]>[0]) => shop.charge(charge)),
    refund: soon((charge: Parameters<Shop["refund"]>[0]) => shop.refund(charge))
  },
  Shipping: {
    book: soon((order: number) => shop.book(order)),
    cancel: soon<number, void>(() => shop.unbook())
  },
  Books: {
    invoice: now((charge: Parameters<Shop["invoice"]>[0]) => shop.invoice(charge)),
    void: now<number, void>(() => shop.voidInvoice()),
    credit: now((charge: Parameters<Shop["credit"]>[0]) => shop.credit(charge)),
    debit: now((charge: Parameters<Shop["debit"]>[0]) => shop.debit(charge))
  },
  Letters: { send: soon((letter: string) => shop.send(letter)) }
})

export type Services = ReturnType<typeof servicesOf>
