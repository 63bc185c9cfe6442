/**
 * The payment gateway as a process: charges and refunds over HTTP, with whims.
 *
 * It is started with its whims as JSON, tells its port to whoever started it, and ends with them. It keeps a double-entry
 * ledger, and answers a repeated key as it did before.
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Failure } from "lawful"
import type { OrderId, Text } from "../../domain/order.ts"
import { answerOnce } from "../../services/answer-once.ts"
import { type Leg, post } from "../../services/ledger.ts"
import type { Money } from "../../domain/money.ts"
import type { Bill } from "../../signatures/payments.ts"
import type { Whims } from "./whims.ts"

const whims = new Map(Object.entries(JSON.parse(process.argv[2] ?? "{}") as Readonly<Record<string, Whims>>))
const legs: Array<Leg> = []
const taken = new Map<OrderId, Money>()
const answers = new Map<string, Answer>()
const asked = new Map<string, number>()

/** An answer, as the gateway remembers it under its key. */
interface Answer {
  readonly status: number
  readonly body: unknown
}

const charge = ({ order, total }: Bill, key: string): Answer | "hang" => {
  const { declines = false, fails = 0, hangs = 0 } = whims.get(order) ?? {}
  const attempt = count(`charge ${order}`)
  if (attempt <= fails) return { status: 503, body: { message: "try again later" } }
  if (declines) return { status: 402, body: { _tag: "CardDeclined", amount: total } }
  const answer = once(key, () => {
    taken.set(order, total)
    return { status: 200, body: { payment: `T-${post(legs, "charge", order, total)}` as Text, paid: total } }
  })
  return attempt <= fails + hangs ? "hang" : answer
}

const refund = ({ order, total: { currency } }: Bill, key: string): Answer => {
  if (count(`refund ${order}`) <= (whims.get(order)?.refundFails ?? 0))
    return { status: 503, body: { message: "no refunds at the moment" } }
  return once(key, () => {
    const money = taken.get(order)
    if (money === undefined) return { status: 200, body: { refunded: { amount: 0, currency } } }
    post(legs, "refund", order, money)
    taken.delete(order)
    return { status: 200, body: { refunded: money } }
  })
}

const count = (what: string): number => {
  const times = (asked.get(what) ?? 0) + 1
  asked.set(what, times)
  return times
}

const once = (key: string, act: () => Answer): Answer => {
  const answer = answerOnce<Answer>(answers, key, act)
  // Without a typed error there is none.
  if (answer instanceof Failure) throw new Error("nothing fails here")
  return answer
}

const server = createServer((request, response) => {
  respond(request, response).catch((cause: unknown) => {
    response.writeHead(400).end(String(cause))
  })
})

const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.url === "/ledger") return give(response, { status: 200, body: legs })
  const bill = JSON.parse(await bodyOf(request)) as Bill
  const key = String(request.headers["idempotency-key"])
  const answer = request.url === "/charges" ? charge(bill, key) : refund(bill, key)
  if (answer === "hang") return
  give(response, answer)
  if (whims.get(bill.order)?.answersTwice === true) repeat(response, answer)
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

/** Amounts of the ledger are big integers, which JSON does not know. */
const textOf = (body: unknown): string =>
  JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value))

const give = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(textOf(body))
}

/** Writes the answer once more into the open connection, where a careless client takes it for that of its next request. */
const repeat = ({ socket }: ServerResponse, { status, body }: Answer): void => {
  const text = textOf(body)
  const head = `HTTP/1.1 ${status} Again\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}`
  setImmediate(() => socket?.write(`${head}\r\n\r\n${text}`))
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
process.on("disconnect", () => process.exit())
