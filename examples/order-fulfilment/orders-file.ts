/**
 * Files of orders: either everything in a file is right, or nothing of it is processed and every mistake is told.
 * @module
 */
import { readFileSync } from "node:fs"
import { type Either, flatMap, isLeft, left, mapLeft, right, tryCatch } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, type Issue } from "lawful"
import { record } from "./domain/codec.ts"
import { Faults } from "./domain/faults.ts"
import { Country, orderFields } from "./domain/order.ts"
import { StockLine } from "./domain/stock-line.ts"
import { printable } from "./printable.ts"

/** A day in the shop: what is there, where it can go, and the orders as they come in. */
export type OrdersFile = t.TypeOf<typeof OrdersFile>
export const OrdersFile = record("an object with the fields deliversTo, stock and orders", {
  deliversTo: t.readonlyArray(Country, "a list of country codes"),
  stock: t.readonlyArray(StockLine, "a list of lines of stock"),
  orders: t.readonlyArray(record("an order", orderFields, { faults: Faults }), "a list of orders")
})

/** What is wrong with a file, one mistake a line. */
export type Mistakes = ReadonlyArray<string>

/** Reads a file of orders. */
export const readOrdersFile = (path: string): Either<Mistakes, OrdersFile> =>
  pipe(
    tryCatch(() => readFileSync(path), unreadable),
    flatMap(parseOrdersFile),
    mapLeft((mistakes) => mistakes.map((mistake) => printable(mistake)))
  )

/** Takes the content of a file apart. */
export const parseOrdersFile = (content: Uint8Array): Either<Mistakes, OrdersFile> =>
  pipe(
    // The decoder takes a byte order mark away, and `fatal` makes it refuse what is no text.
    tryCatch(
      () => new TextDecoder("utf-8", { fatal: true }).decode(content),
      () => ["expected text in UTF-8"]
    ),
    flatMap((text) =>
      text.trim() === ""
        ? left(["expected JSON, but the file is empty"])
        : tryCatch(
            (): unknown => JSON.parse(text),
            (cause) => [`expected JSON: ${messageOf(cause)}`]
          )
    ),
    flatMap(decode),
    flatMap(withoutRepetition)
  )

const decode = (value: unknown): Either<Mistakes, OrdersFile> => {
  const decoded = Codec.from(OrdersFile).decode(value)
  return isLeft(decoded) ? left(decoded.left.map(mistake)) : right(decoded.right)
}

const mistake = ({ path, expected, actual }: Issue): string =>
  `${path.length === 0 ? "" : `${path.join(".")}: `}expected ${expected} (was ${show(actual)})`

/** What stands in the file, as long as it is short enough to be shown. */
const show = (value: unknown): string => {
  if (value === undefined) return "missing"
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object" && value !== null) return "an object"
  // JSON has no infinite numbers, but its reader makes one of 1e999.
  return typeof value === "number" ? value.toString() : JSON.stringify(value)
}

/** Names must name one thing: two orders with one id would be one run to every service. */
const withoutRepetition = (file: OrdersFile): Either<Mistakes, OrdersFile> => {
  const mistakes = [
    ...repeated(file.orders.map(({ id }) => id)).map(
      ([index, first, id]) =>
        `orders.${index}.id: expected an id that no other order has (was ${show(id)}, as in orders.${first})`
    ),
    ...repeated(file.stock.map(({ sku }) => sku)).map(
      ([index, first, sku]) =>
        `stock.${index}.sku: expected an article that has no line yet (was ${show(sku)}, as in stock.${first})`
    )
  ]
  return mistakes.length === 0 ? right(file) : left(mistakes)
}

/** Each name that has come before: where it stands now, where it stood first. */
const repeated = (names: ReadonlyArray<string>): ReadonlyArray<readonly [number, number, string]> => {
  const first = new Map<string, number>()
  return names.flatMap((name, index) => {
    const known = first.get(name)
    if (known !== undefined) return [[index, known, name] as const]
    first.set(name, index)
    return []
  })
}

const unreadable = (cause: unknown): Mistakes => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  if (code === "ENOENT") return ["there is no such file"]
  if (code === "EISDIR") return ["expected a file, but this is a directory"]
  return [`cannot be read: ${messageOf(cause)}`]
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
