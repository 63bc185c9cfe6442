/**
 * The services as they are met in the world: behind HTTP, and none of them at once.
 * @module
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { implement, type Implementation } from "lawful"
import type * as t from "io-ts"
import { Bureaus, type Unknown } from "./bureaus.ts"

/** Services that answer. */
export interface OpenBureaus {
  readonly bureaus: Implementation<"Bureaus">
  /** Asks without a workflow. */
  readonly ask: (service: string, question: object) => Promise<Answer>
  /** The most questions that were under way at one time. */
  readonly busiest: () => number
  readonly close: () => void
}

/** What a service answers; each of them a part of it. */
export interface Answer {
  readonly score?: number
  readonly available?: boolean
  readonly deliverable?: boolean
}

/** Opens the services on a free port; each answers after so many milliseconds. */
export const openBureaus = async (delay: number): Promise<OpenBureaus> => {
  let open = 0
  let busiest = 0
  const server = createServer((request, response) => {
    open++
    busiest = Math.max(busiest, open)
    void wait(delay).then(() => {
      open--
      response.end(JSON.stringify(answers[request.url ?? ""] ?? {}))
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo
  const ask = async (service: string, question: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/${service}`, {
      method: "POST",
      body: JSON.stringify(question)
    })
    return (await response.json()) as Answer
  }
  const bureaus = implement(Bureaus, {
    credit: async ({ customer }, { fail }) => {
      const unknown: t.TypeOf<typeof Unknown> = { _tag: "Unknown", customer }
      const { score } = await ask("credit", { customer })
      return score === undefined || customer === "" ? fail(unknown) : { score }
    },
    stock: async (goods) => ({ available: (await ask("stock", goods)).available === true }),
    address: async (address) => ({ deliverable: (await ask("address", address)).deliverable === true })
  })
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { bureaus, ask, busiest: () => busiest, close }
}

const answers: Readonly<Record<string, Answer>> = {
  "/credit": { score: 700 },
  "/stock": { available: true },
  "/address": { deliverable: true }
}
