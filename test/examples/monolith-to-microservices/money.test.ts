/**
 * How this business rounds.
 */
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { percentOf, showCents } from "../../../examples/monolith-to-microservices/domain/money.ts"
import { amountDue } from "../../../examples/monolith-to-microservices/domain/payment.ts"

test("a share is the nearest whole number of cents, and a half goes to the even neighbour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.nat({ max: 1_000_000 }), (percent, cents) => {
      const rounded = percentOf(percent, cents)

      const error = Math.abs(rounded * 100 - percent * cents)
      expect(error).toBeLessThanOrEqual(50)
      if (error === 50) expect(rounded % 2).toBe(0)
    })
  )
  expect([percentOf(5, 10), percentOf(5, 30), percentOf(50, 3)]).toEqual([0, 2, 2])
})

test("discount and tax are rounded one after the other", () => {
  expect(amountDue({ net: 250, discount: 5 })).toBe(283)
  expect(showCents(amountDue({ net: 999, discount: 15 }))).toBe("10.10")
})
