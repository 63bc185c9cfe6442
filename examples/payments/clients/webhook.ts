/**
 * Where channels and reviewers call back: a small HTTP server. A delivery is acknowledged when it has been taken in, and not
 * before; who delivers tries again until then.
 * @module
 */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { isLeft } from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { PathReporter } from "io-ts/lib/PathReporter.js"
import { Callback, Review } from "../events.ts"

/** Something that has been told, under an id that is the same however often it is told. */
export type Told = t.TypeOf<typeof Told>
export const Told = t.union([
  t.type({ event: t.literal("ChargeReported"), id: t.string, key: t.string, payload: Callback }),
  t.type({ event: t.literal("Reviewed"), id: t.string, key: t.string, payload: Review })
])

/** A server that listens. */
export interface Webhook {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Listens on a free port of this machine, and tells the services at `services` where that is. */
export const openWebhook = async (services: string, takeIn: (told: Told) => unknown): Promise<Webhook> => {
  const answer = async (
    request: IncomingMessage
  ): Promise<{ readonly status: number; readonly text: string }> => {
    const told = Told.decode(JSON.parse(await bodyOf(request)))
    if (isLeft(told)) return { status: 400, text: PathReporter.report(told).join("; ") }
    await takeIn(told.right)
    return { status: 200, text: "" }
  }
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, text }) => response.writeHead(status).end(text),
      (cause: unknown) => response.writeHead(500).end(String(cause))
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await fetch(`${services}/webhook`, { method: "PUT", body: JSON.stringify({ url }) })
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}
