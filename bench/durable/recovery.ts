import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Bench } from "../bench.ts"
import { median } from "../median.ts"
import { startProcess } from "../processes/start-process.ts"
import type { Form, Recovered } from "./recovery-process.ts"

const heats = 7

/** From opening the engine to the next step, after `kill -9` when so many steps had been done; imports aside. */
const recovery = (done: number): Bench => ({
  name: `recovery/${done}`,
  unit: "ms",
  measure: async () => ({
    figures: { lawful: await recovered("loop", done), chain: await recovered("chain", done) }
  })
})

/** Each time another process goes on with the same run, and is killed too. */
const recovered = async (form: Form, done: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "lawful-bench-recovery-"))
  const times: Array<number> = []
  try {
    await untilKilled(["begin", folder, form, `${done}`])
    for (let heat = 0; heat < heats; heat++) {
      const message = await untilKilled(["go-on", folder, form, `${done}`])
      if (message.kind === "recovered") times.push(message.milliseconds)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return median(times)
}

/** Starts a process, kills it when it has told something, and gives that. */
const untilKilled = async (args: ReadonlyArray<string>): Promise<Recovered> => {
  const child = await startProcess("durable/recovery-process", args)
  const ended = once(child, "exit")
  const told = once(child, "message").then(([message]) => message as Recovered)
  const early = ended.then(([code]) => {
    throw new Error(`recovery-process ended with ${String(code)} before it told anything`)
  })
  const message = await Promise.race([told, early])
  child.kill("SIGKILL")
  await ended
  return message
}

export const recoveryBenches: ReadonlyArray<Bench> = [recovery(10), recovery(10_000)]
