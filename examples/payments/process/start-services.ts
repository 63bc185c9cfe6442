/**
 * Starts the services in a process of their own, which ends when this one does.
 * @module
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Whims } from "./whims.ts"

/** How the services are started. */
export interface ServicesPlan {
  /** The file of their books. */
  readonly path: string
  readonly seed: number
  readonly whims: Whims
}

/** Services that are up. */
export interface RunningServices {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** The top folder of the repository: there tsx finds out what "lawful" means. */
const root = fileURLToPath(new URL("../../..", import.meta.url))

/** Starts the services on a free port of this machine. */
export const startServices = async ({ path, seed, whims }: ServicesPlan): Promise<RunningServices> => {
  const child = fork(
    fileURLToPath(new URL("main.ts", import.meta.url)),
    [path, String(seed), JSON.stringify(whims)],
    { cwd: root, execArgv: ["--import", "tsx"] }
  )
  const ended = once(child, "exit")
  const port = await Promise.race([
    once(child, "message").then(([told]: Array<unknown>) => told),
    ended.then(([code]: Array<unknown>) => {
      throw new Error(`The services ended with code ${String(code)} before they were up.`)
    })
  ])
  return {
    url: `http://127.0.0.1:${String(port)}`,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.connected) child.disconnect()
      await ended
    }
  }
}
