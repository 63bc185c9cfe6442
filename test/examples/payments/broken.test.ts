/**
 * The exploration is worth something: with any undo taken out, and with services that do a little less or more than they
 * should, it finds a history in which somebody loses money or is told wrong.
 */
import { readFileSync } from "node:fs"
import { type AnyStep, Failure } from "lawful"
import { explore, Fault, world } from "lawful/simulator"
import { around } from "lawful/transformations"
import { describe, expect, it } from "vitest"
import { processPayment } from "../../../examples/payments/workflows/process-payment.ts"
import type { Payment, Charge } from "../../../examples/payments/domain/payment.ts"
import type { BooksInMemory } from "../../../examples/payments/services/books.ts"
import { minus } from "../../../examples/payments/services/ledger.ts"
import type { Settlement } from "../../../examples/payments/signatures/transactions.ts"
import { nothing, undosIn, withoutUndo, withUndos } from "../undos.ts"
import { callback, deafTo, first, invariants, payment, typedErrors, worldOf } from "./small-world.ts"

const everything = {
  world: worldOf({ [first]: "at once" }),
  invariants,
  faults: [...Fault.every(processPayment.body), ...typedErrors],
  crashes: 1,
  cancellations: 1,
  events: [callback(first, "Captured")]
}
const undos = undosIn(processPayment.body)

describe("the exploration finds", () => {
  it("three undos to break", () => {
    expect(undos).toHaveLength(3)
  })

  it.each(undos.map((undo, index) => [index + 1, undo] as const))(
    "that undo %i is missing",
    async (_number, undo: AnyStep) => {
      const broken = withUndos(processPayment, (one) => (one === undo ? nothing : one))

      const { violation } = await explore(broken, payment, everything)

      expect(violation?.why).toMatch(/payment p: |with 1000 charged/)
    }
  )

  it("a settlement that is only a pivot: called off between two calls, it stays, and the charge goes back", async () => {
    const [, , unsettle] = undos
    const bold = withoutUndo(processPayment, unsettle as AnyStep)

    const { violation } = await explore(bold, payment, {
      ...everything,
      faults: [],
      crashes: 0,
      world: deafTo(everything.world, "Transactions.settle")
    })

    expect(violation?.why).toBe("payment p: it is settled, so 1000 should be kept by the channels, not 0")
    expect(readFileSync("docs/how-to/process-payments.md", "utf8")).toContain(
      violation?.words.replace(/\n {2}replay: .*$/, "")
    )
  })

  it.each<readonly [string, string, (books: BooksInMemory, input: never) => void]>([
    ["a void that gives nothing back", "Channels.void", () => undefined],
    ["a settlement that is not booked back", "Transactions.unsettle", () => undefined],
    ["a transaction that stays open when it is called off", "Transactions.withdraw", () => undefined],
    [
      "a settlement without its bookings",
      "Transactions.settle",
      (books, settlement: Settlement) => {
        const known = books.transactions.get(settlement.payment)
        if (known !== undefined)
          books.transactions.set(settlement.payment, { ...known, status: "settled", settlement })
      }
    ],
    [
      "a letter too many",
      "Transactions.create",
      (books, created: Payment) => {
        const { id, merchant } = created
        books.transactions.set(id, { payment: created, status: "created", history: ["created"] })
        books.letters.set("extra", { merchant, payment: id, about: "payment", text: "hello" } as never)
      }
    ]
  ])("%s", async (_name, broken, act) => {
    const careless = world(everything.world.initial, (books) =>
      everything.world.providers(books).map(
        around(({ name, input }, perform) => {
          if (name !== broken) return perform()
          act(books, input as never)
          return undefined
        })
      )
    )

    const { violation } = await explore(processPayment, payment, { ...everything, world: careless })

    expect(violation?.why).toMatch(/payment p: |with 1000 charged/)
  })

  it("a channel that charges again for every repeated delivery", async () => {
    const greedy = world(everything.world.initial, (books) =>
      everything.world.providers(books).map(
        around(({ name, input }, perform) => {
          const answer = perform()
          if (name !== "Channels.charge" || answer instanceof Failure) return answer
          const { reference, payment: id, day, money } = input as Charge
          const number = books.tills.size
          const facts = {
            booking: `${number}`,
            memo: "capture",
            payment: id,
            reference,
            day,
            currency: money.currency
          } as const
          books.tills.set(`${number} a`, { ...facts, account: "till:first", amount: money.amount })
          books.tills.set(`${number} b`, { ...facts, account: "payer:ada", amount: minus(money.amount) })
          return answer
        })
      )
    )

    const { violation } = await explore(processPayment, payment, {
      ...everything,
      world: greedy,
      receivers: "tested"
    })

    expect(violation?.why).toContain("the payer was charged 2000 of 1000")
  })
})
