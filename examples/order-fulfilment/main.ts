/**
 * `npm start [-- my-orders.json]`: processes a file of orders and proves that the books are right.
 *
 * Exit codes: 0 the books are consistent, 1 they are not, 2 there is a mistake in the arguments or in the file.
 * @module
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { isLeft } from "fp-ts/lib/Either.js"
import { balanceSheet } from "./balance-sheet.ts"
import { showMoney } from "./domain/money.ts"
import { type Order, totalOf } from "./domain/order.ts"
import { readOrdersFile } from "./orders-file.ts"
import { printable } from "./printable.ts"
import { type Processed, processOrders } from "./process-orders.ts"
import { resultLine } from "./result-line.ts"
import { timeline } from "./timeline.ts"

const usage = `Usage: npm start [-- FILE.json]

Fulfils the orders in FILE, by default the ones that come with the example, and prints what was done and undone.
At the end stands a balance that proves that stock and ledger are consistent.

FILE holds { "deliversTo": [country], "stock": [{ sku, onHand }], "orders": [order] };
an order may tell what is to go wrong:
  "faults": { "cardDeclined": true, "gatewayDown": 2, "answerLost": 1, "refundBroken": 1, "carrierRefuses": true }

Exit codes: 0 consistent, 1 not consistent, 2 a mistake in the arguments or in FILE (then nothing is processed).`

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
  const { balance } = await processOrders(file.right, (processed) => say([...story(processed), ""]))
  say(balanceSheet(balance))
  return balance.differences.length === 0 ? 0 : 1
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
const argumentsOf = (
  args: ReadonlyArray<string>
): { readonly help: boolean; readonly path: string } | Error => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h" } }
    })
    if (positionals.length > 1) return new Error(`expected at most one file (was ${positionals.join(" ")})`)
    return { help: values.help === true, path: positionals[0] ?? shipped }
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
