/**
 * The workflows on the durable engine: what waits for people and companies waits on record, in no process.
 */
import { Engine, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { auditAtRest } from "../../../examples/payments/audit.ts"
import { chargeOf } from "../../../examples/payments/domain/payment.ts"
import { ChargeReported, Reviewed } from "../../../examples/payments/events.ts"
import type { Text } from "../../../examples/order-fulfilment/domain/order.ts"
import { decide } from "../../../examples/payments/services/channels.ts"
import { processPayment } from "../../../examples/payments/workflows/process-payment.ts"
import { everyday } from "../../../examples/payments/workflows/patience.ts"
import { first, payment, worldOf } from "./small-world.ts"

/** An engine that can be opened again and again, at times that the test says; between them no time passes. */
const town = () => {
  const journal = memoryJournal()
  const { initial: books, providers } = worldOf({ [first]: "when asked" }, { review: true })
  const time = { now: Date.UTC(2026, 10, 30) }
  const clock = {
    now: () => time.now,
    after: (delay: number, wake: () => void) => {
      const timer = delay <= 0 ? setTimeout(wake, 0) : undefined
      return () => clearTimeout(timer)
    }
  }
  const open = () =>
    Engine.open({ journal, clock, workflows: [processPayment], implementations: providers(books) })
  return { books, time, open }
}

type Town = Awaited<ReturnType<ReturnType<typeof town>["open"]>>

/** What the payment waits for, once it does nothing else. */
const awaited = async (engine: Town): Promise<ReadonlyArray<string>> => {
  const run = await engine.get(processPayment, payment.id)
  for (;;) {
    const { positions, outcome } = await run.query()
    if (outcome !== undefined) return []
    if (positions.every(({ kind }) => kind !== "operation"))
      return positions.flatMap((position) => (position.kind === "event" ? [position.event] : []))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

const review = { payment: payment.id, approved: true, reviewer: "Grace" as Text }
const { reference } = chargeOf(payment, first)
const captured = { reference, verdict: { _tag: "Captured" } } as const

describe("a payment on the durable engine", () => {
  it("goes on with every event, in whatever process it comes, once", async () => {
    const { books, open } = town()

    await using one = await open()
    await one.start(processPayment, payment, { id: payment.id })
    const held = await awaited(one)
    await one.close()

    await using two = await open()
    const approved = await two.get(processPayment, payment.id)
    const deliveries = [
      await approved.signal(Reviewed, review, { key: payment.id, id: "review" }),
      await approved.signal(Reviewed, review, { key: payment.id, id: "review" })
    ]
    const charging = await awaited(two)
    await two.close()

    decide(books, reference)
    await using three = await open()
    const charged = await three.get(processPayment, payment.id)
    deliveries.push(await charged.signal(ChargeReported, captured, { key: reference, id: "callback" }))
    const outcome = await charged.result()
    deliveries.push(await charged.signal(ChargeReported, captured, { key: reference, id: "late" }))

    expect([held, charging]).toEqual([["Reviewed"], ["ChargeReported"]])
    expect(deliveries).toEqual(["accepted", "repeated", "accepted", "ended"])
    expect(books.transactions.get(payment.id)?.history).toEqual([
      "created",
      "validated",
      "held",
      "charging",
      "charged",
      "settled"
    ])
    expect(outcome).toMatchObject({ _tag: "Completed", output: { _tag: "Settled", channel: first, fee: 70 } })
    expect(auditAtRest(books)).toEqual([])
  })

  it("is rejected when the time of the reviewers is over, also when no process was there meanwhile", async () => {
    const { books, time, open } = town()
    const start = time.now

    await using one = await open()
    await one.start(processPayment, payment, { id: payment.id })
    await awaited(one)
    await one.close()
    time.now = start + everyday.review - 1
    await using two = await open()
    const before = await awaited(two)
    await two.close()
    time.now = start + everyday.review
    await using three = await open()
    const outcome = await (await three.get(processPayment, payment.id)).result()

    expect(before).toEqual(["Reviewed"])
    expect(outcome).toMatchObject({ output: { _tag: "Rejected", reason: { _tag: "ReviewOverdue" } } })
    expect(auditAtRest(books)).toEqual([])
  })

  it("is the same payment when it is started again", async () => {
    const { books, open } = town()
    await using engine = await open()

    await engine.start(processPayment, payment, { id: payment.id })
    const again = await engine.start(processPayment, payment, { id: payment.id })
    await again.cancel("called off")
    const outcome = await again.result()

    expect(outcome).toMatchObject({ _tag: "Cancelled" })
    expect(books.letters.size).toBe(1)
    expect(auditAtRest(books)).toEqual([])
  })
})
