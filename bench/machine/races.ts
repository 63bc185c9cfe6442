import type { Replayed } from "../contenders/contender.ts"
import type { Race } from "../race/race.ts"

type MachineRaceName = "advance-saga" | "advance-chain" | "advance-branches" | "advance-long-chain"

/** Every call is started and answered: two events. */
const replay = (workflow: Replayed, calls: number): Race => ({
  steps: 2 * calls,
  inputs: 1,
  prepare: (contender) => contender.advance?.(workflow)
})

export const machineRaces: Readonly<Record<MachineRaceName, Race>> = {
  "advance-saga": replay({ kind: "saga" }, 12),
  "advance-chain": replay({ kind: "chain", calls: 1_000, of: 1_000 }, 1_000),
  "advance-branches": replay({ kind: "branches", count: 10_000 }, 10_000),
  "advance-long-chain": replay({ kind: "chain", calls: 1_000, of: 100_000 }, 1_000)
}
