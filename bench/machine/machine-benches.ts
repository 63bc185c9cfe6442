import type { Bench, Results } from "../bench.ts"
import { contenderNames } from "../contenders/load-contender.ts"
import { runRace } from "../race/run-race.ts"

const unit = "ns/advance"

/** A step of a workflow is two advances: it is started, and it is answered. */
const advance: Bench = {
  name: "machine/advance",
  unit,
  measure: async () => {
    const saga = await runRace("advance-saga")
    const chain = await runRace("advance-chain")
    return { results: worse(saga, chain), details: { saga, chain } }
  }
}

const worse = (one: Results, other: Results): Results =>
  Object.fromEntries(
    contenderNames.flatMap((name) => {
      const [a, b] = [one[name], other[name]]
      return a === undefined || b === undefined ? [] : [[name, Math.max(a, b)]]
    })
  )

/** What is active beside a branch, or stands behind it, must not matter. */
const scale = (name: string, race: "advance-branches" | "advance-long-chain"): Bench => ({
  name: `machine/${name}`,
  unit,
  measure: async () => ({ results: await runRace(race) })
})

export const machineBenches: ReadonlyArray<Bench> = [
  advance,
  scale("advance-10000", "advance-branches"),
  scale("chain-1e5", "advance-long-chain")
]
