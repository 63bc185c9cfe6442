import type { Bench } from "../bench.ts"
import { median } from "../median.ts"
import { answerOf } from "../processes/answer-of.ts"
import type { Grid } from "./grid.ts"
import type { Searched } from "./search-process.ts"

const heats = 3

/** The time of a search once its code is warm; and of the first one, which is what somebody waits for who runs one test. */
const search = ({ branches, operations }: Grid): Bench => ({
  name: `explore/${branches}x${operations}-crash1`,
  unit: "s",
  measure: async () => {
    const runs: Searched[] = []
    for (let heat = 0; heat < heats; heat++)
      runs.push(await answerOf<Searched>("simulator/search-process", [`${branches}`, `${operations}`]))
    const [states = Number.NaN, ...others] = new Set(runs.map((run) => run.states))
    if (others.length > 0) throw new Error(`the searches found ${states}, ${others.join(", ")} states`)
    const seconds = median(runs.map((run) => run.seconds))
    return {
      figures: {
        states,
        seconds,
        states_per_s: states / seconds,
        first_seconds: median(runs.map((run) => run.firstSeconds))
      }
    }
  }
})

export const searchBenches: readonly Bench[] = [
  search({ branches: 3, operations: 2 }),
  search({ branches: 3, operations: 3 })
]
