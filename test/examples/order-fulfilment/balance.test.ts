import { beforeAll, expect, test } from "vitest"
import { balanceOf } from "../../../examples/order-fulfilment/balance.ts"
import { balanceSheet } from "../../../examples/order-fulfilment/balance-sheet.ts"
import type { Shop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { dayOf, fileData, fileOf, orderData } from "./day.ts"

let shop: Shop

beforeAll(async () => {
  const file = fileOf(fileData(orderData("A"), orderData("B", { carrierRefuses: true })))
  shop = (await dayOf(file)).shop
})

const differences = (changed: Partial<Shop>): ReadonlyArray<string> =>
  balanceOf({ ...shop, ...changed }).differences

test("books that nobody has touched are consistent", () => {
  expect(differences({})).toEqual([])
})

test("an article that is gone from the shelf is missed", () => {
  const onHand = new Map([...shop.onHand].map(([sku, count]) => [sku, sku === "cup" ? count - 1 : count]))

  expect(differences({ onHand })).toEqual([
    "stock of cup: 10 at the start, but 8 on hand + 0 reserved + 1 shipped = 9"
  ])
})

test("a reservation that was never released is found", () => {
  const reservations = new Map(
    [...shop.reservations].map(([key, shelf]) => [
      key,
      shelf.state === "released" ? { ...shelf, state: "held" as const } : shelf
    ])
  )

  expect(differences({ reservations })).toEqual([
    "stock of kettle: 10 at the start, but 8 on hand + 2 reserved + 2 shipped = 12",
    "stock of kettle: 2 still reserved at the end",
    "stock of cup: 10 at the start, but 9 on hand + 1 reserved + 1 shipped = 11",
    "stock of cup: 1 still reserved at the end"
  ])
})

test("a refund that was never made is found", () => {
  expect(differences({ legs: shop.legs.filter(({ memo }) => memo === "charge") })).toEqual([
    "ledger: 212.00 EUR charged - 0.00 EUR refunded = 212.00 EUR, but the confirmed orders are worth 106.00 EUR",
    "order B: rejected, so 0.00 EUR should have been kept, not 106.00 EUR"
  ])
})

test("a transaction with one leg is found", () => {
  expect(differences({ legs: shop.legs.filter((_, index) => index !== 1) })).toEqual([
    "transaction T-1: its legs do not add up to zero"
  ])
})

test("a parcel that never left is found", () => {
  expect(differences({ parcels: new Map() })).toContain("order A: confirmed, with 0 parcels")
})

test("an order that was left open is found", () => {
  const orders = new Map(
    [...shop.orders].map(([id, filed]) => [id, id === "B" ? { ...filed, status: "open" as const } : filed])
  )

  expect(differences({ orders })).toEqual(["order B: still open"])
})

test("a customer who was not told is found", () => {
  expect(differences({ outbox: new Map([...shop.outbox].slice(1)) })).toEqual([
    "order A: confirmed, and the customer got 0 letters"
  ])
})

test("the sheet ends with its verdict and marks the sums that do not hold", () => {
  const right = balanceSheet(balanceOf(shop))
  const wrong = balanceSheet(balanceOf({ ...shop, parcels: new Map() }))

  expect(right.at(-1)).toBe("consistent")
  expect(right).toContain("    kettle: 10 = 8 + 0 + 2")
  expect(right).toContain("    212.00 EUR - 106.00 EUR = 106.00 EUR")
  expect(wrong).toContain("NOT consistent:")
  expect(wrong).toContain("    kettle: 10 \u2260 8 + 0 + 0")
})
