/**
 * What becomes of the processes of the services, and of those who wait for them.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, rmSync } from "node:fs"
import { createInterface } from "node:readline"
import { describe, expect, it } from "vitest"
import { openingBooks } from "../../../examples/monolith-to-microservices/domain/books.ts"
import { rehearse } from "../../../examples/monolith-to-microservices/rehearse.ts"
import { deploy, modules, withServices } from "../../../examples/monolith-to-microservices/services/deploy.ts"
import {
  type Microservices,
  microservices,
  type ShopName
} from "../../../examples/monolith-to-microservices/services/system.ts"
import { root } from "../../tools/project.ts"

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Resolves when none of these processes is there any more; a test that waits in vain ends by its time limit. */
const gone = async (pids: ReadonlyArray<number>): Promise<void> => {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** What the inventory service says can be sold. */
const stockIn = async ({ step }: Microservices, shop: ShopName): Promise<string> =>
  JSON.stringify((await step(shop, { kind: "stock" }))[0])

const untouched = JSON.stringify({ done: openingBooks.stock })

const order = { customer: "Ada", card: "good", sku: "mug", quantity: 2, price: 250, discount: 0 }

describe("the processes of the services", () => {
  it("end when they are stopped, and leave nothing behind", async () => {
    const { pids, folder, stop } = await deploy()
    const before = Object.values(pids).map(isAlive)

    await stop()

    expect(before).toEqual([true, true, true])
    expect(Object.values(pids).map(isAlive)).toEqual([false, false, false])
    expect(existsSync(folder)).toBe(false)
  })

  it("end when the process that started them is killed", async () => {
    const script = `
      import { deploy } from "./examples/monolith-to-microservices/services/deploy.ts"
      const { pids, folder } = await deploy()
      console.log(JSON.stringify({ pids: Object.values(pids), folder }))
    `
    const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"]
    })
    const [line] = (await once(createInterface(parent.stdout), "line")) as [string]
    const { pids, folder } = JSON.parse(line) as { pids: ReadonlyArray<number>; folder: string }
    const before = pids.map(isAlive)

    parent.kill("SIGKILL")

    await gone(pids)
    rmSync(folder, { recursive: true })
    expect(before).toEqual([true, true, true])
  })

  it("are stopped again when one of them does not start", async () => {
    const broken = { ...modules, payments: new URL("./ends-at-once.ts", import.meta.url) }

    const deployed = deploy(broken)

    await expect(deployed).rejects.toThrow("The process of Payments ended before it listened (exit code 3).")
  })
})

describe("when the process of the payments is killed", () => {
  it("an order is withdrawn, its goods go back, and the refund that may be due is owed", async () => {
    await withServices(undefined, async ({ remotes, pids }) => {
      const shops = microservices(remotes)
      const shop = await shops.initial()
      process.kill(pids.payments, "SIGKILL")
      await gone([pids.payments])

      const [answer] = await shops.step(shop, { kind: "place", draft: order })

      expect(answer).toEqual({
        "needs a human": {
          owed: [
            {
              of: "Payments.charge",
              input: { order: 1, customer: "Ada", card: "good", net: 500, discount: 0 }
            }
          ],
          why: [expect.stringMatching(/^Payments at 127\.0\.0\.1:\d+ did not answer POST .*\/refund: /)]
        }
      })
      expect(await stockIn(shops, shop)).toBe(untouched)
    })
  })

  it("a customer whose card is being charged gets an answer", async () => {
    await withServices(undefined, async ({ remotes, pids }) => {
      const shops = microservices(remotes)
      const shop = await shops.initial()
      process.kill(pids.payments, "SIGSTOP")
      const answering = shops.step(shop, { kind: "place", draft: order })
      while ((await stockIn(shops, shop)) === untouched)
        await new Promise((resolve) => setTimeout(resolve, 20))

      process.kill(pids.payments, "SIGKILL")

      const [answer] = await answering
      expect(Object.keys(answer)).toEqual(["needs a human"])
      expect(await stockIn(shops, shop)).toBe(untouched)
    })
  })

  it("a rehearsal says which service did not answer", async () => {
    await withServices(undefined, async (services) => {
      process.kill(services.pids.payments, "SIGKILL")
      await gone([services.pids.payments])

      const [found] = await rehearse(services, undefined, { seed: 1, histories: 5 }, "F6")

      const trace = found?.result.status === "failed" ? found.result.counterexample.left.trace : ""
      expect(trace).toMatch(/Payments at 127\.0\.0\.1:\d+ did not answer PUT .*ECONNREFUSED/)
    })
  })
})
