import { isRight, left } from "fp-ts/lib/Either.js"
import { expect, test } from "vitest"
import { parseOrdersFile } from "../../../examples/order-fulfilment/orders-file.ts"
import { fileData, orderData } from "./day.ts"

const parseText = (text: string): ReturnType<typeof parseOrdersFile> =>
  parseOrdersFile(new TextEncoder().encode(text))

const parse = (data: unknown): ReturnType<typeof parseOrdersFile> => parseText(JSON.stringify(data))

const withItem = (item: Readonly<Record<string, unknown>>): unknown =>
  fileData({ ...orderData("A"), items: [{ sku: "cup", quantity: 1, price: 1, ...item }] })

test("a mistake is told with its path, the expected type and what is there", () => {
  const orders = ["A", "B", "C"].map((id) => orderData(id))
  const wrong = { ...orderData("D"), items: [{ sku: "cup", quantity: "two", price: 800 }] }

  expect(parse(fileData(...orders, wrong))).toEqual(
    left(['orders.3.items.0.quantity: expected a positive whole number (was "two")'])
  )
})

test("all mistakes are told at once", () => {
  expect(
    parse(fileData({ ...orderData("A"), currency: "EURO", address: null }, { ...orderData("B"), id: "" }, 7))
  ).toEqual(
    left([
      "orders.0.address: expected an address (was null)",
      'orders.0.currency: expected an ISO 4217 currency code (was "EURO")',
      'orders.1.id: expected an order id (was "")',
      "orders.2: expected an order (was 7)"
    ])
  )
})

test("a field that is missing is told", () => {
  const { card: _, ...rest } = orderData("A")

  expect(parse(fileData(rest))).toEqual(left(["orders.0.card: expected the token of a card (was missing)"]))
})

test("a field that nobody knows is refused, so that a misspelt one is not passed over", () => {
  expect(parse(fileData({ ...orderData("A"), faults: { cardDeclind: true } }))).toEqual(
    left([
      "orders.0.faults.cardDeclind: expected no such field (there are cardDeclined, gatewayDown, answerLost, refundBroken, carrierRefuses) (was true)"
    ])
  )
})

test("a field called __proto__ is one that nobody knows", () => {
  const text = JSON.stringify(fileData(orderData("A"))).replace('"id"', '"__proto__":{"id":"B"},"id"')

  expect(parseText(text)).toMatchObject(
    left([expect.stringMatching(/^orders\.0\.__proto__: expected no such field/)])
  )
})

test.each([2 ** 53, 1.5, 0, -1])("a quantity of %d is refused", (quantity) => {
  expect(parse(withItem({ quantity }))).toEqual(
    left([`orders.0.items.0.quantity: expected a positive whole number (was ${quantity})`])
  )
})

test("a number that JSON can write and JavaScript cannot hold is refused", () => {
  const text = JSON.stringify(withItem({ price: 12345 })).replace("12345", "1e999")

  expect(parseText(text)).toEqual(
    left(["orders.0.items.0.price: expected a positive whole number (was Infinity)"])
  )
})

const twice = [1, 2].map(() => ({ sku: "cup", quantity: 1, price: 1 }))
const tooMuch = ["cup", "pot"].map((sku) => ({ sku, quantity: 2 ** 26, price: 2 ** 26 }))

test.each([
  ["none", []],
  ["an article twice", twice],
  ["a total beyond 2^53", tooMuch]
])("a list of items with %s is refused", (_, items) => {
  expect(parse(fileData({ ...orderData("A"), items }))).toEqual(
    left([
      "orders.0.items: expected one or more items, each article once, with a total below 2^53 (was a list)"
    ])
  )
})

test("two orders with one id are refused: they would share their idempotency keys", () => {
  expect(parse(fileData(orderData("A"), orderData("B"), orderData("A")))).toEqual(
    left(['orders.2.id: expected an id that no other order has (was "A", as in orders.0)'])
  )
})

test("two lines of stock for one article are refused", () => {
  const line = { sku: "cup", onHand: 1 }

  expect(parse({ ...fileData(), stock: [line, line] })).toEqual(
    left(['stock.1.sku: expected an article that has no line yet (was "cup", as in stock.0)'])
  )
})

test("a byte order mark is no mistake", () => {
  expect(isRight(parseText(`\ufeff${JSON.stringify(fileData(orderData("A")))}`))).toBe(true)
})

test("an article may be called __proto__", () => {
  expect(isRight(parse(withItem({ sku: "__proto__" })))).toBe(true)
})

test("a file of no orders is a file", () => {
  expect(isRight(parse(fileData()))).toBe(true)
})

test("what is no object, no JSON, nothing or no text is told", () => {
  expect(parse([])).toEqual(
    left(["expected an object with the fields deliversTo, stock and orders (was a list)"])
  )
  expect(parseText("{oops")).toMatchObject(left([expect.stringMatching(/^expected JSON: /)]))
  expect(parseText(" \n")).toEqual(left(["expected JSON, but the file is empty"]))
  expect(parseOrdersFile(new Uint8Array([0xc3, 0x28]))).toEqual(left(["expected text in UTF-8"]))
})

test("lists inside lists, however deep, are told like any other mistake", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000)

  expect(parseText(`{"deliversTo":[],"stock":[],"orders":[${deep}]}`)).toEqual(
    left(["orders.0: expected an order (was a list)"])
  )
})
