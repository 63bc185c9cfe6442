import { Schedule } from "lawful"
import { explore, Fault, simulate, verifySaga, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import type { Positive } from "../../../examples/order-fulfilment/domain/number.ts"
import type { Text } from "../../../examples/order-fulfilment/domain/order.ts"
import { auditAtRest, keptOf } from "../../../examples/payments/audit.ts"
import type { RefundId } from "../../../examples/payments/domain/identity.ts"
import { processPayment } from "../../../examples/payments/workflows/process-payment.ts"
import { everyday } from "../../../examples/payments/workflows/patience.ts"
import { refundPayment, refundPaymentWith } from "../../../examples/payments/workflows/refund-payment.ts"
import {
  alwaysBalanced,
  atRest,
  euro,
  first,
  moneyIn,
  payment,
  refund,
  typedErrors,
  worldOf
} from "./small-world.ts"

/** A world in which the payment has been settled. */
const settledWorld = async () => {
  const fresh = worldOf({ [first]: "when asked" })
  const { world: books } = await simulate(processPayment, payment, { world: fresh })
  return world(books, fresh.providers)
}

describe("refunding a payment", () => {
  it("keeps the books right with one crash, every fault and a cancellation", async () => {
    for (const receivers of ["trusted", "tested"] as const) {
      const found = await explore(refundPayment, refund, {
        world: await settledWorld(),
        invariants: [alwaysBalanced, atRest],
        faults: [...Fault.every(refundPayment.body), ...typedErrors],
        crashes: 1,
        cancellations: 1,
        receivers
      })

      expect(found.violation?.words).toBeUndefined()
      expect(found.exhaustive).toBe(true)
      expect(found.ends.Completed).toBeGreaterThan(0)
      expect(found.ends.Cancelled).toBeGreaterThan(0)
    }
  })

  it("is a saga", async () => {
    const impatient = refundPaymentWith({ ...everyday, undo: Schedule.none })
    const report = await verifySaga(impatient, refund, {
      world: await settledWorld(),
      invariants: [alwaysBalanced, atRest],
      faults: typedErrors,
      observe: moneyIn
    })

    expect(report.violation?.words).toBeUndefined()
    expect(report.holds, report.words).toBe(true)
  })

  it("gives back what is left, and not more", async () => {
    const rest = { ...refund, id: "rest" as RefundId, money: { amount: 600 as Positive, currency: euro } }
    const tooMuch = {
      ...refund,
      id: "too-much" as RefundId,
      money: { amount: 1 as Positive, currency: euro }
    }
    let now = await settledWorld()
    const outcomes: Array<string> = []
    for (const one of [refund, rest, tooMuch]) {
      const { outcome, world: books } = await simulate(refundPayment, one, { world: now, id: one.id })
      outcomes.push(outcome._tag)
      now = world(books, now.providers)
    }

    expect(outcomes).toEqual(["Completed", "Completed", "Failed"])
    expect(keptOf(now.initial.tills.values())).toBe(0n)
    expect(now.initial.transactions.get(payment.id)?.status).toBe("refunded")
    expect(auditAtRest(now.initial)).toEqual([])
  })

  it("is refused when there is nothing to give back", async () => {
    const { outcome } = await simulate(refundPayment, refund, { world: worldOf({ [first]: "when asked" }) })

    expect(outcome).toMatchObject({
      _tag: "Failed",
      error: { _tag: "RefundRefused", reason: "the payment is not settled" as Text }
    })
  })
})
