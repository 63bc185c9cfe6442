/**
 * The services alone: whatever is asked of them, in whatever order and however often, their books balance; and what is taken
 * back before it has come is never done.
 */
import * as fc from "fast-check"
import { type AnyStep, type Implementation, runSync } from "lawful"
import { describe, expect, it } from "vitest"
import type { Positive } from "../../../examples/order-fulfilment/domain/number.ts"
import { auditAtAnyTime, keptOf } from "../../../examples/payments/audit.ts"
import type { RefundId } from "../../../examples/payments/domain/identity.ts"
import { chargeOf } from "../../../examples/payments/domain/payment.ts"
import { type Books, fill, newBooks } from "../../../examples/payments/services/books.ts"
import { decide } from "../../../examples/payments/services/channels.ts"
import { post } from "../../../examples/payments/services/ledger.ts"
import { type ServiceName, servicesOf } from "../../../examples/payments/services/services.ts"
import { Channels } from "../../../examples/payments/signatures/channels.ts"
import { Notifications } from "../../../examples/payments/signatures/notifications.ts"
import { Transactions } from "../../../examples/payments/signatures/transactions.ts"
import { openDatabase, sqliteBooks } from "../../../examples/payments/process/sqlite-books.ts"
import { euro, first, openingOf, payment, refund, second } from "./small-world.ts"

const settlement = { payment: payment.id, channel: first, fee: 70 as never }
const charge = chargeOf(payment, first)
const partOf = (id: string, amount: number) => ({
  id: id as RefundId,
  payment: payment.id,
  money: { amount: amount as Positive, currency: euro }
})

/** Calls of operations, by name, so that a counterexample can be read. */
const acts: Readonly<Record<string, readonly [AnyStep, unknown]>> = {
  create: [Transactions.create, payment],
  withdraw: [Transactions.withdraw, payment],
  validated: [Transactions.advance, { payment: payment.id, to: "validated" }],
  charging: [Transactions.advance, { payment: payment.id, to: "charging" }],
  charged: [Transactions.advance, { payment: payment.id, to: "charged" }],
  settle: [Transactions.settle, settlement],
  unsettle: [Transactions.unsettle, settlement],
  fail: [Transactions.close, { payment: payment.id, to: "failed", reason: "no" }],
  "charge first": [Channels.charge, charge],
  "charge second": [Channels.charge, chargeOf(payment, second)],
  "void first": [Channels.void, charge],
  reserve: [Transactions.reserve, refund],
  "reserve more": [Transactions.reserve, partOf("more", 700)],
  release: [Transactions.release, refund],
  "release more": [Transactions.release, partOf("more", 700)],
  complete: [Transactions.complete, refund],
  "give back": [Channels.refund, { refund, channel: first }],
  tell: [
    Notifications.notify,
    { merchant: payment.merchant, payment: payment.id, about: "payment", text: "x" }
  ]
}

/** Performs a call; what throws has done nothing, as its transaction is rolled back. */
const perform = (services: ReadonlyArray<Implementation<ServiceName>>, name: string, key: string) => {
  const [operation, input] = acts[name] ?? acts["create"] ?? []
  return runSync(operation as typeof Channels.charge, services)(input as never, { id: key })
}

const history = fc.array(
  fc.oneof(
    fc.record({ act: fc.constantFrom(...Object.keys(acts)), key: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ act: fc.constant("decide"), key: fc.constant(0) })
  ),
  { maxLength: 40 }
)

const live = (books: Books, steps: ReadonlyArray<{ readonly act: string; readonly key: number }>) => {
  const services = servicesOf(books)
  for (const { act, key } of steps) {
    if (act === "decide") decide(books, charge.reference)
    else perform(services, act, `${act} ${key}`)
    expect(auditAtAnyTime(books)).toEqual([])
  }
}

describe("the services", () => {
  it("keep their books balanced in every history, and refund no more than was paid", () => {
    fc.assert(
      fc.property(history, (steps) => live(newBooks(openingOf(2)), steps)),
      { numRuns: 500 }
    )
  })

  it("write the same into SQLite as into memory", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const database = openDatabase(":memory:")
        const [inMemory, inFile] = [newBooks(openingOf(2)), sqliteBooks(database)]
        fill(inFile, openingOf(2))
        live(inMemory, steps)
        live(inFile, steps)

        for (const name of Object.keys(inMemory) as ReadonlyArray<keyof Books>)
          expect(JSON.parse(JSON.stringify([...inFile[name].values()]))).toEqual(
            JSON.parse(JSON.stringify([...inMemory[name].values()]))
          )
        database.close()
      }),
      { numRuns: 50 }
    )
  })

  it("never open a transaction that was withdrawn before it came", () => {
    const books = newBooks(openingOf(1))
    const services = servicesOf(books)

    perform(services, "withdraw", "1")
    perform(services, "create", "2")

    expect(books.transactions.get(payment.id)?.status).toBe("failed")
  })

  it("never capture a charge that was voided before it came", () => {
    const books = newBooks(openingOf(1))
    const services = servicesOf(books)

    perform(services, "void first", "1")
    perform(services, "charge first", "2")
    decide(books, charge.reference)

    expect(keptOf(books.tills.values())).toBe(0n)
  })

  it("never book a settlement that was taken back before it came", () => {
    const books = newBooks(openingOf(1))
    const services = servicesOf(books)
    for (const act of ["create", "validated", "charging", "charged"]) perform(services, act, act)

    perform(services, "unsettle", "1")
    perform(services, "settle", "2")

    expect(books.ledger.size).toBe(0)
    expect(books.transactions.get(payment.id)?.status).toBe("charged")
  })

  it("never put money aside for a refund that was released before it came", () => {
    const books = newBooks(openingOf(1))
    const services = servicesOf(books)
    for (const act of ["create", "validated", "charging", "charged", "settle"]) perform(services, act, act)
    const before = books.ledger.size

    perform(services, "release", "1")
    const outcome = perform(services, "reserve", "2")

    expect(outcome._tag).toBe("Failed")
    expect(books.ledger.size).toBe(before)
  })

  it("refuse a booking whose sides do not add up to zero", () => {
    const { ledger } = newBooks(openingOf(1))
    const booking = {
      memo: "settle",
      payment: payment.id,
      reference: charge.reference,
      day: payment.day,
      currency: euro,
      sides: { here: 10, there: -9 }
    } as const

    expect(() => post(ledger, "b", booking)).toThrow("The sides of booking b add up to 1, not to 0.")
    expect(ledger.size).toBe(0)
  })
})
