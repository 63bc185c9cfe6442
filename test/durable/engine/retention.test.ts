/**
 * Retention: what has ended long ago is forgotten, and nothing else.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Step, Workflow } from "lawful"
import { Engine, type Journal, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const string = { version: 1, input: t.string, output: t.string } as const
const single = Workflow.make("single", { ...string, body: Saga.undoable(Work.do, Work.undo) })
const double = Workflow.make("double", {
  ...string,
  body: pipe(Saga.undoable(Work.do, Work.undo), Step.andThen(Work.look))
})
const Go = Event.make("Go", { payload: t.string })
const waiting = Workflow.make("waiting", { ...string, body: Step.waitFor(Go) })
const calling = Workflow.make("calling", { ...string, body: Saga.pivot(Step.call(waiting)) })
const workflows = [single, double, waiting, calling] as const
const DAY = 86_400_000

const open = (journal: Journal, calls: Calls, clock: Time, retention?: number) =>
  Engine.open({
    journal,
    workflows,
    implementations: [calls.implementation],
    clock,
    ...(retention === undefined ? {} : { retention })
  })

const keysOf = async (journal: Journal): Promise<ReadonlyArray<string>> => {
  const records = await journal.open({ standby: false })
  const keys = records.range({ from: "!", to: "~" }).map(({ key }) => key)
  records.close()
  return keys
}

const immediate = (): Calls => {
  const calls = new Calls()
  calls.immediate = true
  return calls
}

describe("retention", () => {
  it("forgets what has ended for so long, everything of it, in small slices", async () => {
    const journal = memoryJournal()
    const clock = new Time()
    const engine = await open(journal, immediate(), clock, DAY)

    for (let run = 0; run < 600; run++)
      await engine.start(single, `${run}`, { id: `${run}`, attributes: { run } })
    const handle = await engine.start(waiting, "w", { id: "w" })
    await handle.signal(Go, "1", { id: "one" })
    await handle.signal(Go, "2", { id: "two" })
    await clock.pass(DAY - 1)
    const before = (await engine.list({ limit: 1000 })).runs.length
    await clock.pass(DAY / 4)
    const after = (await engine.list({ limit: 1000 })).runs.length
    await engine.close()

    expect(before).toBe(601)
    expect(after).toBe(0)
    expect(await keysOf(journal)).toEqual(["x/epoch"])
  })

  it("forgets nothing without being told to, and nothing that goes on", async () => {
    const clock = new Time()
    const [one, two] = [memoryJournal(), memoryJournal()]
    const keeping = await open(one, immediate(), clock)
    const calls = new Calls()
    const forgetting = await open(two, calls, clock, DAY)

    await keeping.start(single, "kept")
    await forgetting.start(single, "running")
    await forgetting.start(waiting, "waiting")
    await clock.pass(3 * DAY)

    expect((await keeping.list()).runs).toHaveLength(1)
    expect((await forgetting.list()).runs).toHaveLength(2)
    await keeping.close()
    await calls.endAll()
    await forgetting.close()
  })

  it("keeps a stuck run, which somebody has to repair", async () => {
    const clock = new Time()
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, clock, DAY)

    const handle = await engine.start(double, "stuck")
    await settled()
    await handle.cancel()
    await calls.endNext()
    for (const call of calls.hanging) call.throws(new Error("broken"))
    await clock.pass(10 * DAY)

    expect((await handle.query()).status).toBe("stuck")
    await expect(engine.forget(handle.id)).rejects.toMatchObject({ code: "durable/not-possible" })
    await engine.close()
  })

  it("forgets a called run together with its caller, not before", async () => {
    const clock = new Time()
    const journal = memoryJournal()
    const engine = await open(journal, immediate(), clock)

    const handle = await engine.start(calling, "c", { id: "c" })
    await settled()
    const child = (await engine.list({ workflow: "waiting" })).runs[0]?.id ?? ""
    const early = engine.forget("c")
    await expect(early).rejects.toMatchObject({ code: "durable/not-possible" })
    await handle.signal(Go, "go")
    await handle.result()
    const alone = engine.forget(child)
    await expect(alone).rejects.toMatchObject({ code: "durable/not-possible" })
    await engine.forget("c")
    const again = engine.forget("c")
    await expect(again).rejects.toMatchObject({ code: "durable/unknown-run" })
    await engine.close()

    expect(await keysOf(journal)).toEqual(["x/epoch"])
  })

  it.each([0, -1, Number.NaN])("is refused when it makes no sense: %s", async (retention) => {
    const opening = open(memoryJournal(), new Calls(), new Time(), retention)

    await expect(opening).rejects.toMatchObject({ code: "limit/out-of-range" })
  })

  it("starts another run under an id that was forgotten", async () => {
    const calls = immediate()
    const engine = await open(memoryJournal(), calls, new Time())

    await (await engine.start(single, "one", { id: "same" })).result()
    await engine.forget("same")
    const again = await engine.start(single, "two", { id: "same" })

    expect(await again.result()).toMatchObject({ output: "two" })
    await engine.close()
  })

  it("drops the ids of events to everybody after 30 days, or after the retention", async () => {
    const clock = new Time()
    const journal = memoryJournal()
    const ids = async (): Promise<number> =>
      (await keysOf(journal)).filter((key) => key.startsWith("d/")).length

    const engine = await open(journal, new Calls(), clock)
    const sent = await engine.emit(Go, "x", { key: "k", id: "1" })
    const repeated = await engine.emit(Go, "x", { key: "k", id: "1" })
    await engine.close()
    await clock.pass(29 * DAY)
    await open(journal, new Calls(), clock).then((again) => again.close())
    const kept = await ids()
    await clock.pass(2 * DAY)
    const last = await open(journal, new Calls(), clock)
    await settled()
    await last.close()

    expect([sent, repeated]).toEqual(["accepted", "repeated"])
    expect(kept).toBe(1)
    expect(await ids()).toBe(0)
  })
})
