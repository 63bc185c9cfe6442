import * as fc from "fast-check"
import { expect, test } from "vitest"
import { dayOf, fileOf } from "./day.ts"

const skus = ["kettle", "cup", "__proto__", "constructor", "a/b[0]%"]

const faults = fc.record(
  {
    cardDeclined: fc.boolean(),
    gatewayDown: fc.nat({ max: 5 }),
    answerLost: fc.nat({ max: 5 }),
    refundBroken: fc.nat({ max: 5 }),
    carrierRefuses: fc.boolean()
  },
  { requiredKeys: [] }
)

const item = fc.record({
  sku: fc.constantFrom(...skus),
  quantity: fc.integer({ min: 1, max: 6 }),
  price: fc.integer({ min: 1, max: 2 ** 40 })
})

const order = fc.record(
  {
    customer: fc.constant({ name: "Ada", email: "ada@example.com" }),
    address: fc.constantFrom("DE", "DE", "DE", "GB").map((country) => ({
      street: "Main Street 1",
      postcode: "1",
      city: "Town",
      country
    })),
    currency: fc.constantFrom("EUR", "JPY"),
    card: fc.constant("tok"),
    items: fc.uniqueArray(item, { minLength: 1, maxLength: 4, selector: ({ sku }) => sku }),
    faults
  },
  { requiredKeys: ["customer", "address", "currency", "card", "items"] }
)

const day = fc.record({
  deliversTo: fc.constant(["DE"]),
  stock: fc.tuple(...skus.map((sku) => fc.nat({ max: 12 }).map((onHand) => ({ sku, onHand })))),
  orders: fc
    .array(order, { minLength: 1, maxLength: 6 })
    .map((orders) => orders.map((each, index) => ({ ...each, id: `A-${index}` })))
})

test("whatever goes wrong with whatever orders, the books are consistent but for what stuck runs owe", async () => {
  const seen = new Set<string>()

  await fc.assert(
    fc.asyncProperty(day, async (data) => {
      const { processed, balance, shop } = await dayOf(fileOf(data))

      const stuck = processed.filter(({ outcome }) => outcome._tag === "Stuck")
      for (const { outcome } of processed)
        seen.add(outcome._tag === "Completed" ? outcome.output._tag : outcome._tag)
      expect(shop.orders.size).toBe(data.orders.length)
      const wrong = balance.differences
        .filter((text) => text.startsWith("order "))
        .map((text) => text.split(":")[0])
      expect(wrong).toEqual(stuck.map(({ order: { id } }) => `order ${id}`))
      const others = balance.differences.filter((text) => !text.startsWith("order "))
      expect(others.filter((text) => !text.startsWith("ledger: "))).toEqual([])
      expect(others.length > 0).toBe(stuck.length > 0)
    }),
    { numRuns: 300 }
  )

  expect([...seen].sort()).toEqual(["Confirmed", "Failed", "Rejected", "Stuck"])
})

test("as long as refunds work in the end, the books are consistent", async () => {
  const repairable = day.map((data) => ({
    ...data,
    orders: data.orders.map(({ faults: given, ...rest }) => ({
      ...rest,
      faults: { ...given, refundBroken: Math.min(given?.refundBroken ?? 0, 3) }
    }))
  }))

  await fc.assert(
    fc.asyncProperty(repairable, async (data) => {
      const { balance } = await dayOf(fileOf(data))

      expect(balance.differences).toEqual([])
    }),
    { numRuns: 300 }
  )
})
