/**
 * Starts the gateway in a process of its own.
 * @module
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import * as t from "io-ts"
import { isLeft } from "fp-ts/lib/Either.js"
import type { OrderId } from "../../domain/order.ts"
import type { Leg } from "../../services/ledger.ts"
import type { Whims } from "./whims.ts"

/** A gateway that is up. */
export interface RunningGateway {
  readonly url: string
  readonly pid: number
  /** What the gateway has written down. */
  readonly ledger: () => Promise<ReadonlyArray<Leg>>
  readonly stop: () => Promise<void>
}

/** Starts a gateway on a free port of this machine. It ends when this process does. */
export const startGateway = async (
  whims: ReadonlyMap<OrderId, Whims> = new Map()
): Promise<RunningGateway> => {
  const child = fork(
    fileURLToPath(new URL("gateway-process.ts", import.meta.url)),
    [JSON.stringify(Object.fromEntries(whims))],
    { execArgv: ["--import", "tsx"] }
  )
  const port = await Promise.race([
    once(child, "message").then(([told]: Array<unknown>) => told),
    once(child, "exit").then(([code]: Array<unknown>) => {
      throw new Error(`The gateway ended with code ${String(code)} before it was up.`)
    })
  ])
  const url = `http://127.0.0.1:${String(port)}`
  const ended = once(child, "exit")
  return {
    url,
    pid: child.pid ?? 0,
    ledger: async () => {
      const decoded = t.array(WrittenLeg).decode(await (await fetch(`${url}/ledger`)).json())
      if (isLeft(decoded)) throw new Error("The ledger of the gateway cannot be read.")
      return decoded.right.map((leg) => ({ ...leg, amount: BigInt(leg.amount) }) as Leg)
    },
    stop: async () => {
      child.kill()
      await ended
    }
  }
}

const WrittenLeg = t.type({
  transaction: t.number,
  memo: t.string,
  order: t.string,
  account: t.string,
  amount: t.string,
  currency: t.string
})
