import * as t from "io-ts"
import { Mapping, Signature, Step, type TimedOut, Workflow } from "lawful"
import {
  type Answer,
  asService,
  asUndoableService,
  asWorkflow,
  correspondence,
  gateway,
  gotOr,
  oneToOne,
  optional,
  owning,
  part,
  type TooFewAnswers
} from "lawful/architecture"
import { expectType } from "tsd"
import {
  type Bounced,
  CardDeclined,
  charge,
  Inventory,
  Order,
  type OutOfStock,
  Payments,
  quote
} from "./messages/domain.ts"

// A gateway gives outputs of required branches, answers of optional ones.
expectType<
  Step<
    Order & string,
    { readonly price: number; readonly size: Answer<number, never> },
    Bounced | TimedOut,
    "Parcels"
  >
>(gateway({ price: quote, size: optional(Step.pure((text: string) => text.length)) }, { deadline: 50 }))

// Without a deadline nothing is late; optional branches never fail; `need` can.
expectType<Step<Order, { readonly price: number }, Bounced, "Parcels">>(gateway({ price: quote }))
expectType<Step<Order, { readonly price: Answer<number, Bounced> }, never, "Parcels">>(
  gateway({ price: optional(quote) }, { deadline: 50 })
)
expectType<Step<Order, { readonly price: Answer<number, Bounced> }, TooFewAnswers, "Parcels">>(
  gateway({ price: optional(quote) }, { need: 1 })
)
declare const answer: Answer<number, Bounced>
expectType<number | "none">(gotOr(answer, "none" as const))

// An owner has its input and its parts; its errors are those of both.
expectType<Step<Order, string, CardDeclined | OutOfStock, "Payments" | "Inventory">>(
  owning(
    { receipt: part(Payments.charge, Payments.refund), held: part(Inventory.reserve, Inventory.release) },
    Step.pure(
      ({
        input,
        receipt,
        held
      }: {
        readonly input: Order
        readonly receipt: string
        readonly held: number
      }) => `${input.id} ${receipt} ${held}`
    )
  )
)

// A service has one operation, with the types of the workflow.
const sell = Workflow.make("sell", {
  version: 1,
  input: Order,
  output: t.string,
  error: CardDeclined,
  body: charge
})
const look = Workflow.make("look", {
  version: 1,
  effect: "readonly",
  input: Order,
  output: t.number,
  body: Inventory.check
})
expectType<Step<Order, string, CardDeclined, "sell", "sell.run (no undo)">>(
  Step.identity<Order>().pipe(Step.andThen(asService(sell).signature.run))
)
expectType<Step<Order, number, never, "look">>(
  Step.identity<Order>().pipe(Step.andThen(asService(look).signature.run))
)
const back = Workflow.make("back", {
  version: 1,
  effect: "irreversible",
  input: t.string,
  output: t.void,
  body: Payments.refund
})
expectType<Step<Order, string, CardDeclined, "sell">>(asUndoableService(sell, back).undoable)

// An operation becomes a workflow with its effect.
expectType<"undoable">(asWorkflow("charge", Payments.charge).effect)
expectType<"readonly">(asWorkflow("check", Inventory.check).effect)
expectType<"irreversible">(asWorkflow("log", Inventory.log).effect)

// An isomorphism replaces what a step requires.
const Cards = Signature.make("Cards", {
  debit: { input: Order, output: t.string, error: CardDeclined, effect: "undoable", delivery: "idempotent" },
  credit: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
})
const same = oneToOne(Payments, Cards, { charge: "debit", refund: "credit" })
expectType<Step<Order, string, CardDeclined, "Cards">>(charge.pipe(Mapping.step(same.mapping)))
const compared = correspondence(sell, Cards, { charge: "debit", refund: "credit" })
if (compared._tag === "Isomorphic")
  expectType<Step<Order, string, CardDeclined, "Cards">>(
    charge.pipe(Mapping.step(compared.isomorphism.mapping))
  )
