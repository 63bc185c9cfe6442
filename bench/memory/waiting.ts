import type { Bench } from "../bench.ts"
import { type ContenderName, contenderNames } from "../contenders/load-contender.ts"
import { answerOf } from "../processes/answer-of.ts"
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

const bytesPerRun = async (name: ContenderName): Promise<number | undefined> =>
  (await answerOf<Weight>("memory/waiting-process", [name], ["--expose-gc"])).bytesPerRun
