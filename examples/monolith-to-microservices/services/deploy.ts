/**
 * Starts the three services, each in a process of its own, and stops them again.
 *
 * The processes end when the channel to this process is closed: when they are stopped, and also when this process dies.
 * @module
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Remotes } from "../clients/clients.ts"
import { type Remote, remoteAt } from "../clients/remote.ts"
import type { Listening } from "./listen.ts"

/** The modules that the processes run. */
export interface Modules {
  readonly orders: URL
  readonly payments: URL
  readonly inventory: URL
}

/** The services as they should be. */
export const modules: Modules = {
  orders: new URL("./processes/orders.ts", import.meta.url),
  payments: new URL("./processes/payments.ts", import.meta.url),
  inventory: new URL("./processes/inventory.ts", import.meta.url)
}

/** Three processes that listen. */
export interface Deployment {
  readonly remotes: Remotes
  /** Where the databases are. */
  readonly folder: string
  readonly pids: Readonly<Record<keyof Modules, number>>
  /** Resolves when all processes have ended and their databases are gone. */
  readonly stop: () => Promise<void>
}

/** Starts the services. When one does not start, the others are stopped, and this rejects. */
export const deploy = async (running: Modules = modules): Promise<Deployment> => {
  const paths = {
    orders: fileURLToPath(running.orders),
    payments: fileURLToPath(running.payments),
    inventory: fileURLToPath(running.inventory)
  }
  const folder = mkdtempSync(join(tmpdir(), "shop-"))
  const started = {
    orders: startProcess("Orders", paths.orders, folder),
    payments: startProcess("Payments", paths.payments, folder),
    inventory: startProcess("Inventory", paths.inventory, folder)
  }
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(started).map(({ child }: Started) => stopped(child)))
    rmSync(folder, { recursive: true })
  }
  try {
    const [orders, payments, inventory] = await Promise.all([
      started.orders.remote,
      started.payments.remote,
      started.inventory.remote
    ])
    const pidOf = ({ child }: Started): number => child.pid ?? 0
    return {
      remotes: { orders, payments, inventory },
      folder,
      pids: {
        orders: pidOf(started.orders),
        payments: pidOf(started.payments),
        inventory: pidOf(started.inventory)
      },
      stop
    }
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** Starts the services, uses them, and stops them whatever happens. */
export const withServices = async <A>(
  running: Modules | undefined,
  use: (deployment: Deployment) => Promise<A>
): Promise<A> => {
  const deployment = await deploy(running)
  try {
    return await use(deployment)
  } finally {
    await deployment.stop()
  }
}

/** A process, and where it listens once it does. */
interface Started {
  readonly child: ChildProcess
  readonly remote: Promise<Remote>
}

/** The top folder of the repository: there tsx finds out what "lawful" means. */
const root = fileURLToPath(new URL("../../..", import.meta.url))

const startProcess = (service: string, module: string, folder: string): Started => {
  const child = fork(module, [folder], { cwd: root, execArgv: ["--import", "tsx"] })
  const remote = new Promise<Remote>((resolve, reject) => {
    child.once("message", (message) => resolve(remoteAt(service, (message as Listening).port)))
    child.once("error", reject)
    child.once("exit", (code, signal) =>
      reject(
        new Error(`The process of ${service} ended before it listened (${signal ?? `exit code ${code}`}).`)
      )
    )
  })
  return { child, remote }
}

/** Long enough to close what is open, in milliseconds. */
const GRACE = 5000

const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  const late = setTimeout(() => child.kill("SIGKILL"), GRACE)
  if (child.connected) child.disconnect()
  await ended
  clearTimeout(late)
}
