/**
 * A service as a process: HTTP on a free port of 127.0.0.1, until whoever started it lets go.
 *
 * | request | |
 * | --- | --- |
 * | `PUT /shops/:shop` | brings a book in |
 * | `GET /shops/:shop` | takes the book out |
 * | `DELETE /shops/:shop` | forgets the shop |
 * | `POST /shops/:shop/:operation` | performs an operation; `Idempotency-Key` is the key of the call |
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { type Fault, FAULT_HEADER } from "../domain/fault.ts"
import { type Databases, databasesIn } from "./databases.ts"
import { mistake, type Reply, type Service } from "./service.ts"

/** The message that a service sends to whoever started it. */
export interface Listening {
  readonly port: number
}

/** Serves until the channel to the parent is closed, as it also is when the parent dies. */
export const listen = <Book>(service: Service<Book>): void => {
  const [folder] = process.argv.slice(2)
  if (folder === undefined)
    throw new Error(`The service ${service.name} is started by deploy(), with a folder for its databases.`)
  // Whoever started it has given up already.
  if (!process.connected) return
  const databases = databasesIn(folder, service)
  const server = createServer((request, response) => {
    answer(databases, request, response).catch((cause: unknown) => request.socket.destroy(cause as Error))
  })
  server.keepAliveTimeout = 0
  server.listen(0, "127.0.0.1", () => {
    const listening: Listening = { port: (server.address() as AddressInfo).port }
    process.send?.(listening)
  })
  process.on("disconnect", () => {
    server.close(() => databases.close())
    server.closeAllConnections()
  })
}

const answer = async (
  databases: Databases,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  const body = await bodyOf(request)
  const fault = request.headers[FAULT_HEADER] as Fault["when"] | undefined
  if (fault === "before it is done") return void request.socket.destroy()
  const { status, body: given } = replyTo(databases, request, body)
  if (fault === "after it is done") return void request.socket.destroy()
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(given))
}

const replyTo = (databases: Databases, request: IncomingMessage, text: string): Reply => {
  const [, shop, operation] = /^\/shops\/([\w-]+)(?:\/(\w+))?$/.exec(request.url ?? "") ?? []
  if (shop === undefined) return mistake(404, `there is nothing at ${request.url}`)
  try {
    const body: unknown = text === "" ? undefined : JSON.parse(text)
    if (operation !== undefined && request.method === "POST") {
      const key = request.headers["idempotency-key"] as string | undefined
      return databases.perform({ shop, operation, key, body })
    }
    if (operation === undefined && request.method === "PUT") return databases.bringIn({ shop, body })
    if (operation === undefined && request.method === "GET") return databases.takeOut({ shop, body })
    if (operation === undefined && request.method === "DELETE") return databases.forget({ shop, body })
    return mistake(405, `${request.method} cannot be done to ${request.url}`)
  } catch (cause) {
    return cause instanceof SyntaxError ? mistake(400, cause.message) : mistake(500, String(cause))
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}
