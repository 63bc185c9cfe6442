/** The shop as TaskEithers: what both sides call. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { isRefusal, type Refusal, type Shop } from "../shop.ts"

type Answered<A> = E.Either<Extract<A, Refusal>, Exclude<A, Refusal>>

const answered = <A>(answer: A): Answered<A> =>
  isRefusal(answer) ? E.left(answer as Extract<A, Refusal>) : E.right(answer as Exclude<A, Refusal>)

/** A promise even where the answer is known at once: tasks give nothing else. */
const task =
  <I, A>(f: (input: I) => A) =>
  (input: I): TaskEither<Extract<A, Refusal>, Exclude<A, Refusal>> =>
  async () =>
    answered(f(input))

export const servicesOf = (shop: Shop) => ({
  Customers: { find: task((id: string) => shop.customer(id)) },
  Inventory: {
    reserve: task((item: Parameters<Shop["reserve"]>[0]) => shop.reserve(item)),
    release: task((item: Parameters<Shop["release"]>[0]) => shop.release(item))
  },
  Risks: { score: task((order: Parameters<Shop["risk"]>[0]) => shop.risk(order)) },
  Payments: {
    charge: task((charge: Parameters<Shop["charge"]>[0]) => shop.charge(charge)),
    refund: task((charge: Parameters<Shop["refund"]>[0]) => shop.refund(charge))
  },
  Shipping: {
    book: task((order: number) => shop.book(order)),
    cancel: task(() => shop.unbook())
  },
  Books: {
    invoice: task((charge: Parameters<Shop["invoice"]>[0]) => shop.invoice(charge)),
    void: task(() => shop.voidInvoice()),
    credit: task((charge: Parameters<Shop["credit"]>[0]) => shop.credit(charge)),
    debit: task((charge: Parameters<Shop["debit"]>[0]) => shop.debit(charge))
  },
  Letters: { send: task((letter: string) => shop.send(letter)) }
})

export type Services = ReturnType<typeof servicesOf>
