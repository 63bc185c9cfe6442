import { readFileSync } from "node:fs"
import { isLeft } from "fp-ts/lib/Either.js"
import { type OrdersFile, parseOrdersFile } from "../../../examples/order-fulfilment/orders-file.ts"
import {
  type DayEnd,
  type Processed,
  processOrders
} from "../../../examples/order-fulfilment/process-orders.ts"

/** The file that is shipped with the example. */
export const shippedFile = (): OrdersFile =>
  fileOf(
    JSON.parse(
      readFileSync(new URL("../../../examples/order-fulfilment/orders.json", import.meta.url), "utf8")
    )
  )

/** Takes data through the codec that files go through. */
export const fileOf = (data: unknown): OrdersFile => {
  const parsed = parseOrdersFile(new TextEncoder().encode(JSON.stringify(data)))
  if (isLeft(parsed)) throw new Error(parsed.left.join("\n"))
  return parsed.right
}

/** What is to go wrong, as it stands in a file. */
export interface Instructions {
  readonly cardDeclined?: boolean
  readonly gatewayDown?: number
  readonly answerLost?: number
  readonly refundBroken?: number
  readonly carrierRefuses?: boolean
}

/** An order as it stands in a file, of 2 kettles and a cup, for 106.00 EUR. */
export const orderData = (id: string, faults?: Instructions): Readonly<Record<string, unknown>> => ({
  id,
  customer: { name: "Ada Lovelace", email: "ada@example.com" },
  address: { street: "Main Street 1", postcode: "10115", city: "Berlin", country: "DE" },
  currency: "EUR",
  card: "tok-1",
  items: [
    { sku: "kettle", quantity: 2, price: 4900 },
    { sku: "cup", quantity: 1, price: 800 }
  ],
  ...(faults === undefined ? {} : { faults })
})

/** The data of a file with these orders. */
export const fileData = (...orders: ReadonlyArray<unknown>): Readonly<Record<string, unknown>> => ({
  deliversTo: ["DE"],
  stock: [
    { sku: "kettle", onHand: 10 },
    { sku: "cup", onHand: 10 }
  ],
  orders
})

/** Everything about a day. */
export interface Day extends DayEnd {
  readonly processed: ReadonlyArray<Processed>
}

/** Processes a file and takes down what is told of each order. */
export const dayOf = async (file: OrdersFile): Promise<Day> => {
  const processed: Array<Processed> = []
  const end = await processOrders(file, (one) => processed.push(one))
  return { ...end, processed }
}

/** Processes one order. */
export const dayOfOne = async (
  order: Readonly<Record<string, unknown>>
): Promise<Day & { readonly only: Processed; readonly done: ReadonlyArray<string> }> => {
  const day = await dayOf(fileOf(fileData(order)))
  const [only] = day.processed
  if (only === undefined) throw new Error("nothing was processed")
  return { ...day, only, done: doneIn(only) }
}

/** What was done in a run; what undoes something else has a `-` before it. */
export const doneIn = ({ observations }: Processed): ReadonlyArray<string> =>
  observations.flatMap((seen) =>
    seen.kind === "succeeded" ? [`${seen.undoing ? "-" : ""}${seen.node.replace(/^.*\//, "")}`] : []
  )
