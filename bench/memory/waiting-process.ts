/** The process in which one contender's waiting runs are weighed: `waiting-process.ts CONTENDER`. */
import { setTimeout } from "node:timers/promises"
import type { Waiting } from "../contenders/contender.ts"
import { type ContenderName, loadContender } from "../contenders/load-contender.ts"
import { median } from "../median.ts"

/** What the process answers; no number when the contender does not take part. */
export interface Weight {
  readonly bytesPerRun?: number
}

const send = (weight: Weight): void => void process.send?.(weight)

const count = 20_000
const weighings = 5

const { waiting } = await loadContender(process.argv[2] as ContenderName)

const heap = async (): Promise<number> => {
  // A collection leaves finalisers and promise reactions behind; the second one takes them.
  for (let i = 0; i < 3; i++) {
    await setTimeout(5)
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

const weigh = async (start: (count: number) => Waiting | Promise<Waiting>): Promise<number> => {
  const before = await heap()
  const held = await start(count)
  const after = await heap()
  const sum = await held.release()
  const expected = Array.from({ length: count }, (_, i) => i + (i % 8)).reduce((a, b) => a + b, 0)
  if (sum !== expected) throw new Error(`expected ${expected} from the released runs (was ${sum})`)
  return (after - before) / count
}

if (waiting === undefined) send({})
else {
  // The first weighing also weighs compiled code and pools that grow once.
  await weigh(waiting)
  const weights: number[] = []
  for (let i = 0; i < weighings; i++) weights.push(await weigh(waiting))
  send({ bytesPerRun: median(weights) })
}
process.disconnect()
