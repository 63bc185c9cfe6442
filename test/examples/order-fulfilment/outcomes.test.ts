import { expect, test } from "vitest"
import { dayOf, dayOfOne, orderData, shippedFile } from "./day.ts"

test("the shipped orders end as their file intends", async () => {
  const { processed, balance } = await dayOf(shippedFile())

  const results = processed.map(({ order: { id }, outcome }) => {
    if (outcome._tag !== "Completed") return [id, outcome._tag]
    return outcome.output._tag === "Rejected" ? [id, outcome.output.reason._tag] : [id, outcome.output._tag]
  })
  expect(results).toEqual([
    ["A-1001", "Confirmed"],
    ["A-1002", "OutOfStock"],
    ["A-1003", "CardDeclined"],
    ["A-1004", "CarrierRefused"],
    ["A-1005", "OutsideDeliveryArea"],
    ["A-1006", "Confirmed"],
    ["A-1007", "Failed"]
  ])
  expect(balance.differences).toEqual([])
})

test("a confirmed order is reserved, charged, shipped and told, and nothing is undone", async () => {
  const { only, done } = await dayOfOne(orderData("A"))

  expect(only.outcome).toEqual({
    _tag: "Completed",
    output: { _tag: "Confirmed", order: "A", parcel: "P-1", paid: { amount: 10600, currency: "EUR" } }
  })
  expect(done).toEqual([
    "Orders.create",
    "Orders.validate",
    "Inventory.reserve[kettle]",
    "Inventory.reserve[cup]",
    "Payments.charge",
    "Shipping.dispatch",
    "Inventory.issue",
    "Orders.confirm",
    "Notifications.send"
  ])
})

test("an item out of stock releases the items that were reserved before it", async () => {
  const items = [
    { sku: "kettle", quantity: 1, price: 1 },
    { sku: "cup", quantity: 10, price: 1 },
    { sku: "teapot", quantity: 1, price: 1 }
  ]
  const { only, done, shop } = await dayOfOne({ ...orderData("A"), items })

  expect(only.outcome).toMatchObject({
    output: { reason: { _tag: "OutOfStock", sku: "teapot", wanted: 1, left: 0 } }
  })
  expect(done.slice(2)).toEqual([
    "Inventory.reserve[kettle]",
    "Inventory.reserve[cup]",
    "-Inventory.release[cup]",
    "-Inventory.release[kettle]",
    "Orders.reject",
    "Notifications.send"
  ])
  expect([...shop.onHand.values()]).toEqual([10, 10])
})

test("a declined card releases the goods; its refund finds that nothing was taken", async () => {
  const { only, done, shop } = await dayOfOne(orderData("A", { cardDeclined: true }))

  expect(only.outcome).toMatchObject({
    output: { _tag: "Rejected", reason: { _tag: "CardDeclined", amount: { amount: 10600 } } }
  })
  expect(done.slice(4)).toEqual([
    "-Payments.refund",
    "-Inventory.release[cup]",
    "-Inventory.release[kettle]",
    "Orders.reject",
    "Notifications.send"
  ])
  expect(shop.legs).toEqual([])
})

test("a carrier that refuses gets the payment refunded and the goods released", async () => {
  const { only, done, shop } = await dayOfOne(orderData("A", { carrierRefuses: true }))

  expect(only.outcome).toMatchObject({ output: { _tag: "Rejected", reason: { _tag: "CarrierRefused" } } })
  expect(done.slice(4)).toEqual([
    "Payments.charge",
    "-Payments.refund",
    "-Inventory.release[cup]",
    "-Inventory.release[kettle]",
    "Orders.reject",
    "Notifications.send"
  ])
  expect(shop.legs.map(({ memo, account, amount }) => [memo, account, amount])).toEqual([
    ["charge", "gateway", 10600n],
    ["charge", "sales", -10600n],
    ["refund", "gateway", -10600n],
    ["refund", "sales", 10600n]
  ])
})

test("an order to a country outside the delivery area is rejected before anything is done about it", async () => {
  const address = { street: "High Street 1", postcode: "E1", city: "London", country: "GB" }
  const { only, done } = await dayOfOne({ ...orderData("A"), address })

  expect(only.outcome).toMatchObject({ output: { reason: { _tag: "OutsideDeliveryArea", country: "GB" } } })
  expect(done).toEqual(["Orders.create", "Orders.validate", "Orders.reject", "Notifications.send"])
})

test("a gateway that is down for a while is tried again, later each time", async () => {
  const { only } = await dayOfOne(orderData("A", { gatewayDown: 3 }))

  expect(only.outcome).toMatchObject({ output: { _tag: "Confirmed" } })
  const delays = only.observations.flatMap((seen) => (seen.kind === "retrying" ? [seen.delay] : []))
  expect(delays).toEqual([50, 100, 200])
})

test("an answer of the gateway that is lost does not charge twice", async () => {
  const { only, shop } = await dayOfOne(orderData("A", { answerLost: 2 }))

  expect(only.outcome).toMatchObject({ output: { _tag: "Confirmed" } })
  expect(shop.legs.filter(({ memo }) => memo === "charge")).toHaveLength(2)
})

test("a gateway that stays down fails the run, and the order is withdrawn and the customer told", async () => {
  const { only, done, shop } = await dayOfOne(orderData("A", { gatewayDown: 4 }))

  expect(only.outcome).toEqual({
    _tag: "Failed",
    error: { _tag: "GatewayDown" },
    also: [],
    undone: ["charge", "Inventory.reserve[cup]", "Inventory.reserve[kettle]", "Orders.create"]
  })
  expect(done.slice(-2)).toEqual(["-Orders.withdraw", "-Notifications.send"])
  expect(shop.outbox.size).toBe(1)
})

test("a payment whose every answer is lost is given back", async () => {
  const { only, shop, balance } = await dayOfOne(orderData("A", { answerLost: 4 }))

  expect(only.outcome._tag).toBe("Failed")
  expect(shop.legs.map(({ memo }) => memo)).toEqual(["charge", "charge", "refund", "refund"])
  expect(balance.differences).toEqual([])
})

test("a refund that breaks is tried again", async () => {
  const { only, balance } = await dayOfOne(orderData("A", { carrierRefuses: true, refundBroken: 3 }))

  expect(only.outcome).toMatchObject({ output: { _tag: "Rejected" } })
  expect(balance.differences).toEqual([])
})

test("a refund that stays broken leaves the run stuck with exactly this debt, and everything else is undone", async () => {
  const { only, done, balance } = await dayOfOne(orderData("A", { carrierRefuses: true, refundBroken: 4 }))

  expect(only.outcome).toMatchObject({
    _tag: "Stuck",
    owed: [{ of: "charge", input: { order: "A", total: { amount: 10600, currency: "EUR" } } }]
  })
  expect(done.slice(-4)).toEqual([
    "-Inventory.release[cup]",
    "-Inventory.release[kettle]",
    "-Orders.withdraw",
    "-Notifications.send"
  ])
  expect(balance.differences).toEqual([
    "ledger: 106.00 EUR charged - 0.00 EUR refunded = 106.00 EUR, but the confirmed orders are worth 0.00 EUR",
    "order A: withdrawn, so 0.00 EUR should have been kept, not 106.00 EUR"
  ])
})
