import { runSync } from "lawful"
import { explore, Fault, simulate, world } from "lawful/simulator"
import { around } from "lawful/transformations"
import { describe, expect, it } from "vitest"
import type { Natural } from "../../../examples/order-fulfilment/domain/number.ts"
import { reconcile, type Receivables, steady } from "../../../examples/payments/domain/reconciliation.ts"
import { type Charge, chargeOf } from "../../../examples/payments/domain/payment.ts"
import type { BooksInMemory } from "../../../examples/payments/services/books.ts"
import { Channels } from "../../../examples/payments/signatures/channels.ts"
import { Transactions } from "../../../examples/payments/signatures/transactions.ts"
import { processPayment } from "../../../examples/payments/workflows/process-payment.ts"
import { reconcileDay } from "../../../examples/payments/workflows/reconcile-day.ts"
import { refundPayment } from "../../../examples/payments/workflows/refund-payment.ts"
import { day, euro, first, payment, refund, second, typedErrors, worldOf } from "./small-world.ts"

const fresh = worldOf({ [first]: "when asked", [second]: "at once" })

const after = async (...acts: ReadonlyArray<(books: BooksInMemory) => Promise<BooksInMemory>>) => {
  let books = structuredClone(fresh.initial)
  for (const act of acts) books = await act(books)
  return world(books, fresh.providers)
}

const pay = async (books: BooksInMemory) =>
  (await simulate(processPayment, payment, { world: world(books, fresh.providers) })).world
const giveBack = async (books: BooksInMemory) =>
  (await simulate(refundPayment, refund, { world: world(books, fresh.providers) })).world

describe("reconciling a day", () => {
  it("finds that the books agree after a payment and a refund", async () => {
    const { outcome, world: left } = await simulate(reconcileDay, day, { world: await after(pay, giveBack) })

    const agrees = { day, matched: 1, inTransit: [], differences: [] }
    expect(outcome).toEqual({ _tag: "Completed", output: agrees })
    expect([...left.reconciliations.values()]).toEqual([agrees])
  })

  it("leaves what is still moving for another day", async () => {
    // Charged, and not settled yet.
    const { initial, providers } = await after()
    const services = providers(initial)
    runSync(Transactions.create, services)(payment)
    runSync(Channels.charge, services)(chargeOf(payment, second))

    const { outcome } = await simulate(reconcileDay, day, { world: world(initial, providers) })

    expect(outcome).toMatchObject({ output: { matched: 0, inTransit: ["p/second"], differences: [] } })
  })

  it("finds money that a channel has and the processor does not know, and money that it does not have", async () => {
    const charged = await after(pay)
    const stray = world(charged.initial, (books) =>
      charged.providers(books).map(
        around(({ name, input }, perform) => {
          const lines = perform()
          if (name !== "Channels.statement") return lines
          const { channel } = input as Pick<Charge, "channel">
          return channel === second
            ? [{ reference: "q/second", payment: "q", currency: "EUR", amount: 5 }]
            : []
        })
      )
    )

    const { outcome } = await simulate(reconcileDay, day, { world: stray })

    expect(outcome).toMatchObject({
      output: {
        matched: 0,
        differences: [
          "q/second: the channel has 0.05 EUR, the ledger nothing",
          "p/first: the channel has nothing, the ledger 10.00 EUR"
        ]
      }
    })
  })

  it("takes no payment for a difference that was settled or given back while the channels were asked", () => {
    const line = (amount: number) => ({
      ...chargeOf(payment, first),
      currency: euro,
      amount: amount as Natural
    })
    const states: ReadonlyArray<Receivables> = [
      { lines: [], moving: [] },
      { lines: [], moving: [payment.id] },
      { lines: [line(1000)], moving: [] },
      { lines: [line(1000)], moving: [payment.id] },
      { lines: [line(600)], moving: [] }
    ]
    const statements = [[], [line(1000)], [line(600)]]

    states.forEach((before, index) => {
      for (const after of states.slice(index + 1))
        for (const statement of statements)
          expect(reconcile(day, statement, steady(before, after)).differences).toEqual([])
    })
    for (const state of [states[2], states[4]] as ReadonlyArray<Receivables>)
      expect(reconcile(day, [], steady(state, state)).differences).toHaveLength(1)
  })

  it("comes to the same whatever goes wrong with a call and whenever the process ends", async () => {
    const found = await explore(reconcileDay, day, {
      world: await after(pay, giveBack),
      faults: [...Fault.every(reconcileDay.body), ...typedErrors].filter(
        ({ what }) => what.kind !== "throws"
      ),
      crashes: 1,
      invariants: [
        {
          name: "it is filed",
          atEnd: ({ reconciliations }, end) =>
            end._tag === "Completed" && reconciliations.get(day)?.matched === 1 ? undefined : end._tag
        }
      ]
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect(found.states).toBeGreaterThan(50)
  })
})
