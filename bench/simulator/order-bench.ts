import type { Bench } from "../bench.ts"
import { median } from "../median.ts"
import { answerOf } from "../processes/answer-of.ts"
import type { Fulfilled } from "./order-process.ts"

const heats = 3

/** One order of the example from beginning to end, beside the same in process with a clock that does not wait. */
export const orderBench: Bench = {
  name: "simulate/order",
  unit: "us/order",
  measure: async () => {
    const runs: Fulfilled[] = []
    for (let heat = 0; heat < heats; heat++)
      runs.push(await answerOf<Fulfilled>("simulator/order-process", []))
    return {
      figures: {
        lawful: median(runs.map(({ simulated }) => simulated)),
        in_process: median(runs.map(({ inProcess }) => inProcess))
      }
    }
  }
}
