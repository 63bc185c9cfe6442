/**
 * One of the processes of the parked runs: `parked-process.ts park FOLDER COUNT` starts runs that wait for an event and ends;
 * `parked-process.ts open FOLDER COUNT` opens their journal again, and wakes some of them.
 */
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import * as t from "io-ts"
import { Event, Step, Workflow } from "lawful"
import { Engine, sqlite } from "lawful/durable"
import { median } from "../median.ts"

export interface Parked {
  /** Bytes of memory beyond those of the process before it opened the engine. */
  readonly bytes: number
  readonly openMilliseconds: number
  /** From the event to the outcome; not a number without runs. */
  readonly wakeMilliseconds: number
}

const [, , role, folder = "", count] = process.argv
const runs = Number(count)
const woken = 20

const Paid = Event.make("Paid", { payload: t.number })
const order = Workflow.make("order", {
  version: 1,
  input: t.string,
  output: t.number,
  body: Step.waitFor(Paid, (id: string) => id)
})

const memory = async (): Promise<number> => {
  for (let i = 0; i < 3; i++) {
    await setTimeout(20)
    globalThis.gc?.()
  }
  return process.memoryUsage().rss
}

const before = await memory()
const start = performance.now()
const engine = await Engine.open({ journal: sqlite(join(folder, "journal.db")), workflows: [order] })
const openMilliseconds = performance.now() - start

if (role === "park") {
  for (let done = 0; done < runs; done += 1_000)
    await Promise.all(
      Array.from({ length: Math.min(1_000, runs - done) }, (_, index) =>
        engine.start(order, `order-${done + index}`, { id: `order-${done + index}` })
      )
    )
}

const bytes = (await memory()) - before
const times: Array<number> = []
for (let i = 0; role === "open" && runs > 0 && i < woken; i++) {
  const id = `order-${Math.floor((i * runs) / woken)}`
  const sent = performance.now()
  await engine.emit(Paid, i, { key: id })
  const outcome = await (await engine.get(order, id)).result()
  if (outcome._tag !== "Completed" || outcome.output !== i)
    throw new Error(`expected ${id} to give ${i} (was ${JSON.stringify(outcome)})`)
  times.push(performance.now() - sent)
}
process.send?.({ bytes, openMilliseconds, wakeMilliseconds: median(times) } satisfies Parked)
await engine.close()
process.disconnect()
