import { once } from "node:events"
import type { Bench } from "../bench.ts"
import { type ContenderName, contenderNames } from "../contenders/load-contender.ts"
import { startProcess } from "../processes/start-process.ts"
import type { Weight } from "./waiting-process.ts"

export const waiting: Bench = {
  name: "memory/waiting",
  unit: "kB/run",
  measure: async () => {
    const results: Partial<Record<ContenderName, number>> = {}
    for (const name of contenderNames) {
      const bytes = await bytesPerRun(name)
      if (bytes !== undefined) results[name] = bytes / 1000
    }
    return { results }
  }
}

const bytesPerRun = async (name: ContenderName): Promise<number | undefined> => {
  const child = await startProcess("memory/waiting-process", [name], ["--expose-gc"])
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`${name} cannot run memory/waiting: its process ended with ${String(code)}`)
  })
  const answer = once(child, "message").then(([weight]) => weight as Weight)
  return (await Promise.race([answer, failed])).bytesPerRun
}
