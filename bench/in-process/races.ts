import type { Contender, Nesting, Run, SyncFunction } from "../contenders/contender.ts"
import type { Race } from "../race/race.ts"
import { distinctAsyncFunctions, distinctSyncFunctions } from "./distinct-functions.ts"

type InProcessRaceName = "sync-100" | "async-100" | "fan-out-100" | "chain-left" | "chain-right"

const chainLength = 1_000_000

const chain = (nesting: Nesting): Race => ({
  steps: chainLength,
  inputs: 1,
  prepare: (contender) => contender.chain?.(chainSteps(), nesting)
})

/** A hundred functions over and over: a million would be a bench of V8's parser. */
const chainSteps = (): readonly SyncFunction[] => {
  const functions = distinctSyncFunctions(100)
  return Array.from({ length: chainLength / functions.length }, () => functions).flat()
}

const ofHundred = (prepare: (contender: Contender) => Run<unknown> | undefined): Race => ({
  steps: 100,
  inputs: 8,
  prepare
})

export const inProcessRaces: Readonly<Record<InProcessRaceName, Race>> = {
  "sync-100": ofHundred((contender) => contender.sync100?.(distinctSyncFunctions(100))),
  "async-100": ofHundred((contender) => contender.async100?.(distinctAsyncFunctions(100))),
  "fan-out-100": ofHundred((contender) => contender.fanOut100?.(distinctAsyncFunctions(100))),
  "chain-left": chain("left"),
  "chain-right": chain("right")
}
