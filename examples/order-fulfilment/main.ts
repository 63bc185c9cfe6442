/**
 * `npm start [-- my-orders.json]`: processes a file of orders and proves that the books are right. What is interrupted goes on
 * when it is started again.
 *
 * Exit codes: 0 the books are consistent, 1 they are not, 2 there is a mistake in the arguments or in the file, or the database
 * cannot be used.
 * @module
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { isLeft } from "fp-ts/lib/Either.js"
import { JournalFailure } from "lawful/durable"
import type { Balance } from "./balance.ts"
import { balanceSheet } from "./balance-sheet.ts"
import { showMoney } from "./domain/money.ts"
import { type Order, totalOf } from "./domain/order.ts"
import { BooksRefused } from "./durable/books.ts"
import { type Place, placeOf } from "./durable/place.ts"
import { processOrdersDurably, type Progress } from "./durable/process-orders-durably.ts"
import { type OrdersFile, readOrdersFile } from "./orders-file.ts"
import { printable } from "./printable.ts"
import { type Processed, processOrders } from "./process-orders.ts"
import { resultLine } from "./result-line.ts"
import { timeline } from "./timeline.ts"

const usage = `Usage: npm start [-- [FILE.json] [--database FILE] [--new] [--slow MS] [--memory]]

Fulfils the orders in FILE.json, by default the ones that come with the example, and prints what is done and undone.
At the end stands a balance that proves that stock and ledger are consistent.

What is done is kept in a database. When the program is interrupted, by kill -9 or by the power, start it again: it goes
on at the exact place, and does nothing twice. When everything is done it says so, and shows the balance again.

  --database FILE  keeps it in FILE and FILE-books; by default in orders.db in the working directory for orders.json
  --new            forgets what is in the database, and begins the day anew
  --slow MS        lets each operation take so many milliseconds, so that there is time to interrupt it
  --memory         keeps nothing, and waits for nothing

FILE.json holds { "deliversTo": [country], "stock": [{ sku, onHand }], "orders": [order] };
an order may tell what is to go wrong:
  "faults": { "cardDeclined": true, "gatewayDown": 2, "answerLost": 1, "refundBroken": 1, "carrierRefuses": true }

Exit codes: 0 consistent, 1 not consistent, 2 a mistake in the arguments or in FILE.json, or a database that cannot be used
(then nothing is processed).`

const shipped = fileURLToPath(new URL("orders.json", import.meta.url))

/** No more mistakes than fit on a screen. */
const mostMistakes = 20

const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const asked = argumentsOf(args)
  if (asked instanceof Error) return complain([`${printable(asked.message)}`, "", usage])
  if (asked.help) return say([usage])
  const file = readOrdersFile(asked.path)
  if (isLeft(file)) {
    const shown = file.left.slice(0, mostMistakes)
    const more = file.left.length - shown.length
    return complain([
      `${printable(asked.path)}: nothing has been processed.`,
      ...shown.map((mistake) => `  ${mistake}`),
      ...(more > 0 ? [`  ... and ${more} more`] : [])
    ])
  }
  const balance = asked.memory
    ? (await processOrders(file.right, (processed) => say([...story(processed), ""]))).balance
    : await processDurably(file.right, asked)
  if (balance instanceof Error)
    return complain([`${printable(asked.place.journal)} cannot be used: ${printable(balance.message)}.`])
  say(balanceSheet(balance))
  return balance.differences.length === 0 ? 0 : 1
}

/** Tells the story as it happens, so that there is something to interrupt. */
const processDurably = async (day: OrdersFile, { place, slow }: Asked): Promise<Balance | Error> => {
  let done = 0
  try {
    const balance = await processOrdersDurably(day, place, slow, {
      begins: (order, progress) => {
        if (progress === "done") done++
        say([headline(order), ...noteOn(progress)])
      },
      sees: (observation) => say(timeline([observation])),
      ends: (outcome) => say([resultLine(outcome), ""])
    })
    if (done > 0 && done === day.orders.length)
      say(["All of it was done before; --new begins the day anew.", ""])
    return balance
  } catch (cause) {
    if (cause instanceof BooksRefused || cause instanceof JournalFailure) return cause
    throw cause
  }
}

const noteOn = (progress: Progress): ReadonlyArray<string> => {
  switch (progress) {
    case "new":
      return []
    case "under way":
      return ["  \u2026 was interrupted, and goes on"]
    case "done":
      return ["  \u2026 was done before"]
  }
}

const story = ({ order, observations, outcome }: Processed): ReadonlyArray<string> => [
  headline(order),
  ...timeline(observations),
  resultLine(outcome)
]

const headline = (order: Order): string => {
  const items = order.items.map(({ quantity, sku }) => `${quantity} x ${sku}`).join(", ")
  const { amount, currency } = totalOf(order)
  return printable(`${order.id}: ${items} for ${order.customer.name}, ${showMoney(amount, currency)}`)
}

/** What is asked for on the command line. */
interface Asked {
  readonly help: boolean
  readonly memory: boolean
  readonly slow: number
  readonly path: string
  readonly place: Place
}

const argumentsOf = (args: ReadonlyArray<string>): Asked | Error => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h", default: false },
        database: { type: "string" },
        new: { type: "boolean", default: false },
        slow: { type: "string", default: "0" },
        memory: { type: "boolean", default: false }
      }
    })
    if (positionals.length > 1) return new Error(`expected at most one file (was ${positionals.join(" ")})`)
    const { help, memory, database, slow } = values
    if (!/^\d{1,5}$/.test(slow))
      return new Error(`expected --slow 500, up to 99999 milliseconds (was ${slow})`)
    if (memory && (database !== undefined || values.new || slow !== "0"))
      return new Error(
        "expected --memory without --database, --new or --slow: it keeps nothing and waits for nothing"
      )
    const [path = shipped] = positionals
    return { help, memory, slow: Number(slow), path, place: placeOf(path, database, values.new) }
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

const say = (lines: ReadonlyArray<string>): 0 => {
  process.stdout.write(`${lines.join("\n")}\n`)
  return 0
}

const complain = (lines: ReadonlyArray<string>): 2 => {
  process.stderr.write(`${lines.join("\n")}\n`)
  return 2
}

// Whoever reads the output may stop early (`npm start | head`): that is no mistake.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  if (cause.code !== "EPIPE") throw cause
})

process.exitCode = await main(process.argv.slice(2))
