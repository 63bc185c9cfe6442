import type { Run } from "../contenders/contender.ts"

const shortestRound = 20e6
const warmUp = 400e6

/** Times `runs` runs, one after another, in nanoseconds. A run that returns no promise is not awaited. */
export const time = async (run: Run<unknown>, runs: number, inputs: number): Promise<number> => {
  const start = performance.now()
  for (let i = 0; i < runs; i++) {
    const output = run(i & (inputs - 1))
    if (output instanceof Promise) await output
  }
  return (performance.now() - start) * 1e6
}

/** Warms a contender up, and says how many of its runs make a round of at least 20 ms. */
export const runsPerRound = async (run: Run<unknown>, inputs: number): Promise<number> => {
  let runs = 1
  for (let spent = 0; ; ) {
    const elapsed = await time(run, runs, inputs)
    spent += elapsed
    if (elapsed < shortestRound * 1.2) runs = Math.ceil(runs * Math.min(8, (shortestRound * 1.4) / elapsed))
    else if (spent > warmUp) return runs
  }
}
