/**
 * Fulfils the orders of the example with real parts: `--broker URL`, `--orders FILE`, and `--database FILE` for a database that
 * stays. The file of the database must be new, because the gateway and the warehouse begin anew each time. Messages wait in
 * the database as long as there is no broker.
 *
 * Exit codes: 0 the books are consistent, 1 they are not, 2 there is a mistake in the arguments or in the file.
 * @module
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { isLeft } from "fp-ts/lib/Either.js"
import { balanceSheet } from "../balance-sheet.ts"
import { readOrdersFile } from "../orders-file.ts"
import { resultLine } from "../result-line.ts"
import { timeline } from "../timeline.ts"
import { processRealOrders } from "./process-real-orders.ts"

const { values } = parseArgs({
  options: {
    broker: { type: "string", default: "amqp://localhost" },
    database: { type: "string", default: ":memory:" },
    orders: { type: "string", default: fileURLToPath(new URL("../orders.json", import.meta.url)) }
  }
})

const file = readOrdersFile(values.orders)
if (isLeft(file)) {
  console.error(file.left.join("\n"))
  process.exitCode = 2
} else {
  const { broker, database: path } = values
  const balance = await processRealOrders(file.right, { broker, path }, ({ order, observations, outcome }) =>
    console.log([order.id, ...timeline(observations), resultLine(outcome), ""].join("\n"))
  )
  console.log(balanceSheet(balance))
  process.exitCode = balance.differences.length === 0 ? 0 : 1
}
