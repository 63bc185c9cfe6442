import { once } from "node:events"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Bench } from "../bench.ts"
import { median } from "../median.ts"
import { startProcess } from "../processes/start-process.ts"
import type { Form, Recovered } from "./recovery-process.ts"

const heats = 9
const forms: ReadonlyArray<Form> = ["loop", "chain"]
const numbers = [10, 10_000] as const

/** From opening the engine to the next step, after `kill -9` when so many steps had been done; imports aside. */
const recovery = (done: number): Bench => ({
  name: `recovery/${done}`,
  unit: "ms",
  measure: async () => {
    together ??= recovered()
    const times = await together
    return { figures: { lawful: times(`loop ${done}`), chain: times(`chain ${done}`) } }
  }
})

/** All of them take turns, whichever is asked for: what one compares was measured on the same machine at the same time. */
let together: Promise<(name: string) => number> | undefined

/** Each time another process goes on with the same run, and is killed too. */
const recovered = async (): Promise<(name: string) => number> => {
  const folder = mkdtempSync(join(tmpdir(), "lawful-bench-recovery-"))
  const lanes = forms.flatMap((form) =>
    numbers.map((done) => ({
      name: `${form} ${done}`,
      args: [join(folder, `${form}-${done}`), form, `${done}`]
    }))
  )
  const times = new Map<string, Array<number>>(lanes.map(({ name }) => [name, []]))
  try {
    for (const { args } of lanes) {
      mkdirSync(args[0] as string)
      await untilKilled(["begin", ...args])
    }
    for (let heat = 0; heat < heats; heat++)
      for (const { name, args } of lanes) {
        const message = await untilKilled(["go-on", ...args])
        if (message.kind === "recovered") times.get(name)?.push(message.milliseconds)
      }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return (name) => median(times.get(name) ?? [])
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

export const recoveryBenches: ReadonlyArray<Bench> = numbers.map(recovery)
