/**
 * The services as a process: HTTP on a free port of 127.0.0.1, books in one file, until whoever started it lets go.
 *
 * | request | |
 * | --- | --- |
 * | `POST /:service/:operation` | performs an operation; `idempotency-key` is the key of the call |
 * | `PUT /webhook` | says where callbacks and reviews go |
 * | `GET /books` | all books |
 *
 * It is started with the path of its file, a seed and its whims as JSON.
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import type { Reference } from "../domain/identity.ts"
import { opening } from "../opening.ts"
import { fill, tableNames } from "../services/books.ts"
import { agendaIn } from "./agenda.ts"
import { busyServices, decideAndCallBack, LATE } from "./outside.ts"
import { type Asked, mistake, perform, type Reply } from "./perform.ts"
import { workThrough } from "./post-man.ts"
import { inTransaction, openDatabase, sqliteBooks, sqliteTable } from "./sqlite-books.ts"
import { diceOf, treat, type Treatment, type Whims } from "./whims.ts"

const [path = ":memory:", seed = "1", text = "{}"] = process.argv.slice(2)
const whims = JSON.parse(text) as Whims
const dice = diceOf(Number(seed))
const database = openDatabase(path)
const books = sqliteBooks(database)
const settings = sqliteTable<string>(database, "settings")
const agenda = agendaIn(database)
const services = busyServices(books, agenda, dice, whims)
inTransaction(database, () => fill(books, opening))

/** Channels that never answer for a charge, by reference; drawn when they are first called. */
const dark = new Map<string, boolean>()

const treatmentOf = (operation: string, body: unknown): Treatment => {
  if (operation !== "charge" && operation !== "inquire") return treat(dice, whims)
  const { reference } = body as { readonly reference: string }
  const isDark = dark.get(reference) ?? dice() < whims.dark
  dark.set(reference, isDark)
  if (!isDark) return treat(dice, whims)
  if (operation === "inquire") return "refused"
  return dice() < 0.5 ? "refused" : "breaks"
}

const server = createServer((request, response) => {
  respond(request, response).catch((cause: unknown) => {
    give(response, mistake(500, String(cause)))
  })
})

const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const text = await bodyOf(request)
  const body: unknown = text === "" ? undefined : JSON.parse(text)
  if (request.url === "/books") return give(response, { status: 200, body: allBooks() })
  if (request.url === "/webhook") {
    settings.set("webhook", String((body as { readonly url: unknown }).url))
    return give(response, { status: 200, body: {} })
  }
  const [, service = "", operation = ""] = (request.url ?? "").split("/")
  const key = String(request.headers["idempotency-key"])
  const answer = (): Reply => performed({ service, operation, key, body })
  const treatment = treatmentOf(operation, body)
  switch (treatment) {
    case "well":
      return give(response, answer(), key)
    case "refused":
      return give(response, mistake(503, "try again later"), key)
    case "hangs":
      return void answer()
    case "breaks":
      answer()
      return void request.socket.destroy()
    case "late":
      await pause(LATE)
      return void answer()
    case "twice": {
      const reply = answer()
      give(response, reply, key)
      return repeat(response, reply, key)
    }
  }
}

/** In one transaction: what is done, and the answer under its key. */
const performed = (asked: Asked): Reply => {
  try {
    return inTransaction(database, () => perform(services, asked))
  } catch (cause) {
    return mistake(500, String(cause))
  }
}

const allBooks = (): unknown => ({
  ...Object.fromEntries(tableNames.map((name) => [name, [...books[name].values()]])),
  // Letters are told apart by their keys; answers are nobody's business.
  answers: [],
  open: agenda.open()
})

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

const give = (response: ServerResponse, { status, body }: Reply, key = ""): void => {
  const headers = { "content-type": "application/json", "answer-to": key }
  if (!response.headersSent) response.writeHead(status, headers).end(JSON.stringify(body ?? null))
}

/** Writes the answer once more into the open connection, where a careless client takes it for that of its next request. */
const repeat = ({ socket }: ServerResponse, { status, body }: Reply, key: string): void => {
  const text = JSON.stringify(body ?? null)
  const head = [
    `HTTP/1.1 ${status} Again`,
    "content-type: application/json",
    `answer-to: ${key}`,
    `content-length: ${Buffer.byteLength(text)}`
  ]
  setImmediate(() => socket?.write(`${head.join("\r\n")}\r\n\r\n${text}`))
}

const work = workThrough(
  agenda,
  ({ reference }) =>
    inTransaction(database, () => decideAndCallBack(books, agenda, dice, whims, reference as Reference)),
  () => settings.get("webhook")
)
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
process.on("disconnect", () => {
  work.stop()
  server.close()
  server.closeAllConnections()
  database.close()
  process.exit()
})
