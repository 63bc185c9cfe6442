/**
 * A small shop whose workflow can be broken in many ways.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step, Workflow } from "lawful"
import { type World, world } from "lawful/simulator"

const OutOfStock = t.type({ _tag: t.literal("OutOfStock") })
const Declined = t.type({ _tag: t.union([t.literal("Declined"), t.literal("Expired")]) })
const NoTruck = t.type({ _tag: t.literal("NoTruck") })

const once = { delivery: "idempotent" } as const

export const Stock = Signature.make("Stock", {
  reserve: { input: t.number, output: t.number, error: OutOfStock, effect: "undoable", ...once },
  release: { input: t.number, output: t.void, effect: "undo", ...once },
  // Nothing declared: repeated until acknowledged.
  carelessly: { input: t.number, output: t.number, error: OutOfStock, effect: "undoable" }
})

export const Card = Signature.make("Card", {
  charge: { input: t.number, output: t.number, error: Declined, effect: "undoable", ...once },
  refund: { input: t.number, output: t.void, effect: "undo", ...once }
})

export const Truck = Signature.make("Truck", {
  send: { input: t.number, output: t.void, error: NoTruck, effect: "irreversible", ...once }
})

/** What the shop has. */
export interface Shop {
  stock: number
  paid: number
  sent: number
}

export const shop: World<Shop, "Stock" | "Card" | "Truck"> = world<Shop, "Stock" | "Card" | "Truck">(
  { stock: 5, paid: 0, sent: 0 },
  (state) => {
    const take = (n: number): number => {
      state.stock -= n
      return n
    }
    return [
      implement(Stock, {
        reserve: (n, { fail }) => (state.stock < n ? fail({ _tag: "OutOfStock" }) : take(n)),
        release: (n) => void (state.stock += n),
        carelessly: take
      }),
      implement(Card, {
        charge: (n) => {
          state.paid += n
          return n
        },
        refund: (n) => void (state.paid -= n)
      }),
      implement(Truck, { send: (n) => void (state.sent += n) })
    ]
  }
)

export const reserve = Saga.undoable(Stock.reserve, Stock.release)
export const charge = Saga.undoable(Card.charge, Card.refund)
export const send = Saga.pivot(Truck.send)

/** Sells goods, or nothing happens. */
export const sell = pipe(reserve, Step.andThen(charge), Step.andThen(send))

export const order = Workflow.make("order", {
  version: 1,
  input: t.number,
  output: t.void,
  error: t.union([OutOfStock, Declined, NoTruck]),
  effect: "irreversible",
  body: sell
})
