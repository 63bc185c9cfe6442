/**
 * Runs that wait are on disk: opening an engine and waking one of them does not depend on their number.
 */
import * as t from "io-ts"
import { Event, Step, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { HandClock, turns, watched } from "./bench.ts"

const Go = Event.make("Go", { payload: t.string })
const wait = Workflow.make("wait", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.waitFor(Go, (key: string) => key)
})
const sleep = Workflow.make("sleep", {
  version: 1,
  input: t.number,
  output: t.void,
  effect: "readonly",
  body: Step.sleep((delay: number) => delay)
})

/** The reads of an engine with so many runs that wait: to open it, to wake one by an event, by a signal, by time. */
const readsWith = async (count: number): Promise<ReadonlyArray<number>> => {
  const memory = memoryJournal()
  const clock = new HandClock()
  const first = await Engine.open({ journal: memory, workflows: [wait, sleep], clock })
  await Promise.all(
    Array.from({ length: count }, (_, index) => [
      first.start(wait, `key-${index}`, { id: `wait-${index}` }),
      first.start(sleep, 1_000_000 + index * 1000, { id: `sleep-${index}` })
    ]).flat()
  )
  await turns()
  await first.close()

  let reads = 0
  const counts: Array<number> = []
  const count_ = async (work: () => Promise<unknown>): Promise<void> => {
    reads = 0
    await work()
    await turns()
    counts.push(reads)
  }
  const journal = watched(memory, { reads: (more) => (reads += more) })
  let engine: Engine<typeof wait | typeof sleep> | undefined
  await count_(async () => (engine = await Engine.open({ journal, workflows: [wait, sleep], clock })))
  const opened = engine as unknown as Engine<typeof wait | typeof sleep>
  await count_(() => opened.emit(Go, "go", { key: "key-7" }))
  await count_(async () => (await opened.get(wait, "wait-9")).signal(Go, "go", { key: "key-9" }))
  await count_(() => clock.pass(1_000_500))
  const { runs } = await opened.list({ status: "completed" })
  expect(runs.map(({ id }) => id).sort()).toEqual(["sleep-0", "wait-7", "wait-9"])
  await opened.close()
  return counts
}

describe("5,000 runs that wait", () => {
  it("cost no more reads than 20, when an engine is opened and when one of them wakes", async () => {
    const few = await readsWith(20)
    const many = await readsWith(2500)

    expect(many).toEqual(few)
    for (const reads of many) expect(reads).toBeLessThan(60)
  })
})
