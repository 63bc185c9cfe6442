/**
 * A service on the other side of the network.
 * @module
 */
import { Agent, type IncomingMessage, request } from "node:http"

/** Where a service is. */
export interface Remote {
  readonly service: string
  readonly port: number
  readonly agent: Agent
}

/** What is sent. */
export interface Message {
  readonly method: "GET" | "PUT" | "POST" | "DELETE"
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** What comes back. */
export interface Received {
  readonly status: number
  readonly body: unknown
}

/** So long one waits for an answer, in milliseconds. */
const PATIENCE = 10_000

/** Nobody answered: whether anything was done is not known. */
export class Unanswered extends Error {
  override readonly name = "Unanswered"
  readonly service: string
  constructor({ service, port }: Remote, { method, path }: Message, cause: Error) {
    super(`${service} at 127.0.0.1:${port} did not answer ${method} ${path}: ${cause.message}`, { cause })
    this.service = service
  }
}

/** Connections that are kept open. */
export const remoteAt = (service: string, port: number): Remote => ({
  service,
  port,
  agent: new Agent({ keepAlive: true })
})

/** Sends a message and waits for the answer. Rejects with {@link Unanswered}. */
export const send = (remote: Remote, message: Message): Promise<Received> =>
  new Promise((resolve, reject) => {
    const { port, agent } = remote
    const { method, path, headers, body } = message
    const failed = (cause: Error): void => reject(new Unanswered(remote, message, cause))
    const sent = request({ host: "127.0.0.1", port, agent, method, path, headers }, (response) => {
      received(response).then(resolve, failed)
    })
    sent.setTimeout(PATIENCE, () => sent.destroy(new Error(`no answer within ${PATIENCE} ms`)))
    sent.on("error", failed)
    sent.end(JSON.stringify(body))
  })

const received = async (response: IncomingMessage): Promise<Received> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString("utf8")
  return { status: response.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) }
}
