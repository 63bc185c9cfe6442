import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Natural, Positive } from "../../../examples/order-fulfilment/domain/number.ts"
import { Day, PaymentId, Reference, referenceOf } from "../../../examples/payments/domain/identity.ts"
import { feeOn } from "../../../examples/payments/domain/money.ts"
import { isClosed, mayFollow, type Status, successors } from "../../../examples/payments/domain/status.ts"
import { assess } from "../../../examples/payments/services/risk.ts"
import { eligible } from "../../../examples/payments/services/channels.ts"
import { opening } from "../../../examples/payments/opening.ts"
import { paymentsOf } from "../../../examples/payments/load.ts"
import { euro, first, payment } from "./small-world.ts"

const statuses = Object.keys(successors) as ReadonlyArray<Status>

describe("the fee", () => {
  const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

  it("is a whole number from nothing to all of the amount, and exact beyond 2^53", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const fee = feeOn(
          { amount: amount as Positive, currency: euro },
          { basisPoints: basisPoints as Natural }
        )

        expect(fee).toBeGreaterThanOrEqual(0)
        expect(fee).toBeLessThanOrEqual(amount)
        // Rounded down: the exact fee is less than one minor unit away.
        const rest = BigInt(amount) * BigInt(basisPoints) - BigInt(fee) * 10_000n
        expect(rest >= 0n && rest < 10_000n).toBe(true)
      })
    )
  })
})

describe("the status machine", () => {
  it("reaches every status from created", () => {
    const reached = new Set<Status>(["created"])
    for (const status of reached) for (const next of successors[status]) reached.add(next)

    expect([...reached].sort()).toEqual([...statuses].sort())
  })

  it("is left for good when a payment is rejected, failed or refunded", () => {
    expect(statuses.filter((status) => successors[status].length === 0)).toEqual([
      "rejected",
      "failed",
      "refunded"
    ])
  })

  it("never comes back to a status, but for a settlement that is taken back", () => {
    for (const from of statuses)
      for (const to of statuses)
        if (mayFollow(from, to) && mayFollow(to, from))
          expect([from, to].sort()).toEqual(["charged", "settled"])
    expect(statuses.filter(isClosed).sort()).toEqual(["failed", "refunded", "rejected", "settled"])
  })
})

describe("identities", () => {
  it("give every payment and channel a reference of their own", () => {
    const id = fc.stringMatching(/^[\w-]{1,8}$/)
    fc.assert(
      fc.property(id, id, id, id, (one, channel, other, otherChannel) => {
        const [a, b] = [
          referenceOf(one as never, channel as never),
          referenceOf(other as never, otherChannel as never)
        ]

        expect(Reference.is(a)).toBe(true)
        expect(a === b).toBe(one === other && channel === otherChannel)
      })
    )
  })

  it("refuse what could be taken for something else", () => {
    for (const bad of ["", "a/b", "a b", "'; DROP TABLE ledger; --", "x".repeat(65), "é"])
      expect(PaymentId.is(bad)).toBe(false)
    for (const bad of ["", "2026-13-01", "2026-11-31T", "today"]) expect(Day.is(bad)).toBe(false)
  })
})

describe("the choice of channels", () => {
  it("names only those that take the payment and are not down, the healthy ones first", () => {
    for (const one of paymentsOf(200, 1)) {
      const chosen = eligible(opening.channels, one).map((id) =>
        opening.channels.find((channel) => channel.id === id)
      )

      for (const channel of chosen) {
        expect(channel?.methods).toContain(one.method)
        expect(channel?.currencies).toContain(one.money.currency)
        expect(channel?.health).not.toBe("down")
      }
      expect(chosen.map((channel) => channel?.health)).toEqual(
        chosen.map((channel) => channel?.health).sort((a) => (a === "up" ? -1 : 1))
      )
    }
  })

  it("prefers the cheaper of two that are equally well", () => {
    const [some] = opening.channels
    const twins = [30, 20].map(
      (basisPoints) => ({ ...some, id: `${first}${basisPoints}`, basisPoints }) as never
    )

    expect(eligible(twins, payment)).toEqual(["first20", "first30"])
  })
})

describe("the rules", () => {
  it("forbid, whatever other rules say", () => {
    expect(assess(opening.rules, { ...payment, payer: "mallory" as never })._tag).toBe("Forbidden")
    expect(
      assess(opening.rules, {
        ...payment,
        payer: "mallory" as never,
        money: { amount: 100_001 as Positive, currency: euro }
      })._tag
    ).toBe("Forbidden")
  })

  it("are about more than an amount, not about the amount itself", () => {
    const of = (amount: number) =>
      assess(opening.rules, { ...payment, money: { amount: amount as Positive, currency: euro } })._tag

    expect([of(100_000), of(100_001), of(1_000_000), of(1_000_001)]).toEqual([
      "Clear",
      "Doubtful",
      "Doubtful",
      "Forbidden"
    ])
  })
})
