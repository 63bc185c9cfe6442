import type { Bench, Results } from "../bench.ts"
import { type ContenderName, contenderNames } from "../contenders/load-contender.ts"
import { runRace } from "../race/run-race.ts"

const unit = "ns/step"

const race = (name: "sync-100" | "async-100" | "fan-out-100"): Bench => ({
  name: `in-process/${name}`,
  unit,
  measure: async () => ({ results: await runRace(name) })
})

const chain: Bench = {
  name: "in-process/chain-1e6",
  unit,
  measure: async () => {
    const left = await runRace("chain-left")
    const right = await runRace("chain-right")
    return { results: worse(left, right), details: { left, right } }
  }
}

/** A contender that could not finish one of the two nestings has no result. */
const worse = (left: Results, right: Results): Results => {
  const results: Partial<Record<ContenderName, number>> = {}
  for (const name of contenderNames) {
    const [a, b] = [left[name], right[name]]
    if (a !== undefined && b !== undefined) results[name] = Math.max(a, b)
  }
  return results
}

export const inProcessBenches: readonly Bench[] = [
  race("sync-100"),
  race("async-100"),
  race("fan-out-100"),
  chain
]
