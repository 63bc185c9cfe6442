import type { Bench } from "../bench.ts"
import { runHeats } from "../race/run-race.ts"
import { sideNames } from "./side.ts"

/** How many runs there are at a time, and how many of them one after another. */
export const races = {
  sequential: { atOnce: 1, each: 20 },
  "concurrent-32": { atOnce: 32, each: 4 }
} as const

export type RaceName = keyof typeof races

/** A workflow of ten trivial steps: more steps a second are better. All of them are on disk. */
const race = (name: RaceName): Bench => ({
  name: `durable/${name}`,
  unit: "steps/s",
  measure: async () => {
    const nanoseconds = await runHeats("durable/lane", name, sideNames, "handwritten")
    const figures = Object.entries(nanoseconds).map(([side, each]) => [side, 1e9 / each])
    return { figures: Object.fromEntries(figures) as Record<string, number> }
  }
})

export const durableBenches: ReadonlyArray<Bench> = [race("sequential"), race("concurrent-32")]
