/**
 * A small domain for simulations: a card, a letter box, an event.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Saga, Schedule, Signature, Step } from "lawful"
import { type World, world } from "lawful/simulator"

const Down = t.type({ _tag: t.literal("Down") })

export const Card = Signature.make("Card", {
  quote: { input: t.number, output: t.number, effect: "readonly" },
  charge: { input: t.number, output: t.string, error: Down, effect: "undoable", delivery: "idempotent" },
  hold: { input: t.number, output: t.string, error: Down, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
})

export const Mail = Signature.make("Mail", {
  send: { input: t.string, output: t.void, effect: "irreversible" },
  sendOnce: { input: t.string, output: t.void, effect: "undoable", delivery: "atMostOnce" },
  file: { input: t.string, output: t.void, effect: "undoable", delivery: "tx" }
})

export const Paid = Event.make("Paid", { payload: t.number })

export const down = { _tag: "Down" } as const

interface State {
  readonly ledger: Map<string, number>
  readonly letters: Array<string>
  calls: number
}

/** A world that remembers who charged how much, and every letter. */
export const shop: World<State, "Card" | "Mail"> = world<State, "Card" | "Mail">(
  { ledger: new Map(), letters: [], calls: 0 },
  (state) => {
    const take = (cents: number): string => {
      const id = `T-${++state.calls}`
      state.ledger.set(id, cents)
      return id
    }
    const post = (text: string): void => void state.letters.push(text)
    return [
      implement(Card, {
        quote: (n) => n,
        charge: take,
        hold: take,
        refund: (id) => void state.ledger.delete(id)
      }),
      implement(Mail, { send: post, sendOnce: post, file: post })
    ]
  }
)

export const charge = Saga.undoable(Card.charge, Card.refund)
export const hold = Saga.undoable(Card.hold, Card.refund)

export const day = 86_400_000

/** Charges, with three attempts. */
export const patient = pipe(charge, Step.retry(Schedule.exponential(100).pipe(Schedule.times(2))))
