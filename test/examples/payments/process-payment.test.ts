/**
 * The payment workflow is looked at in every state that it can reach, in worlds that are small enough: whatever goes wrong at
 * whatever moment, nobody is charged for nothing, and the books balance.
 */
import { Schedule } from "lawful"
import { explore, Fault, verifySaga } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Channels } from "../../../examples/payments/signatures/channels.ts"
import { everyday } from "../../../examples/payments/workflows/patience.ts"
import type { PaymentId } from "../../../examples/payments/domain/identity.ts"
import { processPayment, processPaymentWith } from "../../../examples/payments/workflows/process-payment.ts"
import { PENNILESS } from "../../../examples/payments/services/channels.ts"
import {
  callback,
  deafTo,
  endings,
  first,
  invariants,
  moneyIn,
  payment,
  review,
  second,
  typedErrors,
  worldOf
} from "./small-world.ts"

const faults = [...Fault.every(processPayment.body), ...typedErrors]
const oneQuestion = processPaymentWith({ ...everyday, questions: 1 })

describe("processing a payment", () => {
  it("keeps the books right with one crash and every fault, and a callback that comes twice", async () => {
    const { seen, watching } = endings()
    const found = await explore(processPayment, payment, {
      world: worldOf({ [first]: "at once" }),
      invariants: [...invariants, watching],
      faults,
      crashes: 1,
      events: [callback(first, "Captured", { times: 2 })]
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect([...seen].sort()).toEqual([
      "Defect",
      "Failed, Declined, 1 voided",
      "Rejected, MerchantRefused",
      "Settled, by first"
    ])
  })

  it("keeps the books right when every repeated delivery really reaches the services", async () => {
    const found = await explore(processPayment, payment, {
      world: worldOf({ [first]: "at once" }),
      invariants,
      faults,
      crashes: 1,
      receivers: "tested",
      events: [callback(first, "Captured")]
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
  })

  it("keeps the books right when it is called off at any moment, and any call goes wrong before", async () => {
    const { seen, watching } = endings()
    const found = await explore(processPayment, payment, {
      world: worldOf({ [first]: "at once" }),
      invariants: [...invariants, watching],
      faults,
      cancellations: 1,
      crashes: 1,
      events: [callback(first, "Captured")]
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect(seen).toContain("Cancelled")
  })

  it.each([
    "Transactions.create",
    "Transactions.advance",
    "Channels.charge",
    "Transactions.settle",
    "Transactions.close",
    "Notifications.notify"
  ])(
    "keeps the books right when the answer of %s is lost, and it is called off before it is called again",
    async (deaf) => {
      const { seen, watching } = endings()
      const found = await explore(processPayment, payment, {
        world: deafTo(worldOf({ [first]: "at once" }), deaf),
        invariants: [...invariants, watching],
        faults: [Fault.fails(Channels.charge, { _tag: "Declined", reason: "no" as never })],
        cancellations: 1,
        crashes: 1,
        receivers: "tested",
        events: [callback(first, "Captured")]
      })

      expect(found.violation?.words).toBeUndefined()
      expect(found.exhaustive).toBe(true)
      expect([...seen].sort()).toEqual(["Cancelled", "Failed, Declined, 1 voided", "Settled, by first"])
    }
  )

  it("asks a channel that does not call back", async () => {
    const { seen, watching } = endings()
    const found = await explore(processPayment, payment, {
      world: worldOf({ [first]: "when asked" }),
      invariants: [...invariants, watching],
      faults: [Fault.losesAnswer(Channels.charge), Fault.losesAnswer(Channels.void)],
      crashes: 1
    })

    expect(found.violation?.words).toBeUndefined()
    expect([...seen]).toEqual(["Settled, by first"])
  })

  it("voids the charge of a channel that never comes to an end, and only then takes the next one, whatever is late", async () => {
    const { seen, watching } = endings()
    const found = await explore(oneQuestion, payment, {
      world: worldOf({ [first]: "at once", [second]: "at once" }),
      invariants: [...invariants, watching],
      faults: [
        Fault.fails(Channels.inquire, { _tag: "Unavailable", service: "Channels" as never }),
        Fault.losesAnswer(Channels.charge),
        Fault.losesAnswer(Channels.void)
      ],
      maxFaults: 5,
      crashes: 1,
      events: [callback(first, "Captured"), callback(second, "Captured")]
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect([...seen].sort()).toEqual(["Settled, by first", "Settled, by second, 1 voided"])
  })

  it("takes the next channel when one cannot be reached at all, and none when all cannot", async () => {
    const down = { _tag: "Unavailable", service: "Channels" as never } as const
    const { seen, watching } = endings()
    const found = await explore(oneQuestion, payment, {
      world: worldOf({ [first]: "when asked", [second]: "when asked" }),
      invariants: [...invariants, watching],
      faults: [Fault.fails(Channels.charge, down), Fault.fails(Channels.inquire, down)],
      maxFaults: 16
    })

    expect(found.violation?.words).toBeUndefined()
    expect(found.exhaustive).toBe(true)
    expect([...seen].sort()).toEqual([
      "Failed, NoChannel, 2 voided",
      "Settled, by first",
      "Settled, by second, 1 voided"
    ])
  })

  it("does not ask another channel for money that the payer does not have", async () => {
    const { seen, watching } = endings()
    const found = await explore(
      processPayment,
      { ...payment, payer: PENNILESS },
      {
        world: worldOf({ [first]: "when asked", [second]: "when asked" }),
        invariants: [...invariants, watching],
        events: [callback(first, "Declined")],
        crashes: 1
      }
    )

    expect(found.violation?.words).toBeUndefined()
    expect([...seen]).toEqual(["Failed, Declined, 1 voided"])
  })

  it("waits for a person, but not for ever", async () => {
    const { seen, watching } = endings()
    for (const approved of [true, false]) {
      const found = await explore(processPayment, payment, {
        world: worldOf({ [first]: "at once" }, { review: true }),
        invariants: [...invariants, watching],
        faults,
        crashes: 1,
        // At any moment from then on: also when it is too late.
        events: [review(approved, { at: 0 }), callback(first, "Captured")]
      })

      expect(found.violation?.words).toBeUndefined()
      expect(found.exhaustive).toBe(true)
    }
    expect(seen).toContain("Settled, by first")
    expect(seen).toContain("Rejected, NotApproved")
    expect(seen).toContain("Rejected, ReviewOverdue")
  })
})

describe("as a saga", () => {
  it("leaves nobody's money anywhere else when it fails, and owes exactly what is left when an undo fails", async () => {
    const impatient = processPaymentWith({ ...everyday, undo: Schedule.none })
    const report = await verifySaga(impatient, payment, {
      world: worldOf({ [first]: "when asked" }),
      invariants: invariants.filter(({ name }) => name !== "what is charged is settled"),
      faults: typedErrors,
      observe: moneyIn,
      other: { ...payment, id: "q" as PaymentId }
    })

    const held = report.verdicts.filter(({ status }) => status === "holds").map(({ id }) => id)
    expect(report.violation?.words).toBeUndefined()
    expect(report.holds, report.words).toBe(true)
    expect(held).toEqual(
      expect.arrayContaining([
        "SAGA-1",
        "SAGA-3",
        "SAGA-4",
        "SAGA-5",
        "SAGA-7",
        "SAGA-9",
        "SAGA-10",
        "SAGA-11"
      ])
    )
  })
})
