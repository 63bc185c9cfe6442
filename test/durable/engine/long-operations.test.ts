/**
 * Long operations: signs of life, checkpoints, cancellation.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Schedule, Step, Workflow } from "lawful"
import { checkpointOf, Engine, heartbeat, type Journal, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const string = { version: 1, input: t.string, output: t.string } as const
const single = Workflow.make("single", { ...string, body: Saga.undoable(Work.do, Work.undo) })
const reading = Workflow.make("reading", { ...string, body: Work.look })
const once = Workflow.make("once", { ...string, body: Saga.undoable(Work.once, Work.undo) })
const trying = Workflow.make("trying", {
  ...string,
  body: pipe(Work.attempt, Step.retry(Schedule.exponential(1000)))
})
const failing = Workflow.make("failing", {
  ...string,
  body: pipe(
    Work.attempt,
    Step.catchAll(
      pipe(
        Step.pure(() => "instead"),
        Step.andThen(Work.look)
      )
    )
  )
})
const workflows = [single, reading, once, trying, failing] as const

const listened = { "Work.do": { heartbeat: 1000, concurrency: 1 }, "Work.once": { heartbeat: 1000 } }

const open = (journal: Journal, calls: Calls, clock: Time) =>
  Engine.open({
    journal,
    workflows,
    implementations: [calls.implementation],
    clock,
    limits: { operations: listened },
    payloadLimit: 1000
  })

const details = async (journal: Journal): Promise<number> => {
  const records = await journal.open({ standby: false })
  const { length } = records.range({ from: "h/", to: "h0" })
  records.close()
  return length
}

describe("a long operation", () => {
  it("goes on where it was after a kill, and leaves nothing behind when it has ended", async () => {
    const journal = memoryJournal()
    const [before, after] = [new Calls(), new Calls()]
    const first = await open(journal, before, new Time())

    const handle = await first.start(single, "a", { id: "a" })
    await settled()
    heartbeat(before.made[0]?.context ?? {}, { rows: 17 })
    await settled()
    const report = await handle.query()
    journal.kill()
    const engine = await open(journal, after, new Time())
    await settled()
    const found = checkpointOf(after.made[0]?.context ?? {})
    await after.endAll()
    await engine.close()

    expect(report.positions).toMatchObject([{ kind: "operation", detail: { rows: 17 } }])
    expect(found).toEqual({ rows: 17 })
    expect(after.made[0]?.context.key).toBe(before.made[0]?.context.key)
    expect(await details(journal)).toBe(0)
  })

  it("that shows no sign is stopped and delivered anew under its key; what the old delivery answers is ignored", async () => {
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock)

    const handle = await engine.start(single, "a")
    await settled()
    const { signal } = calls.made[0]?.context ?? new AbortController()
    await clock.pass(999)
    const early = calls.made.length
    await clock.pass(1)
    calls.made[0]?.end("old")
    await settled()
    calls.made[1]?.end("new")

    expect(early).toBe(1)
    expect(signal.aborted).toBe(true)
    expect(calls.made.map(({ context }) => context.key)).toEqual(Array(2).fill(calls.made[0]?.context.key))
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "new" })
    await engine.close()
    expect(clock.pending).toBe(0)
  })

  it("that shows signs goes on, whatever the clock is set to", async () => {
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock)

    const handle = await engine.start(single, "a")
    await settled()
    for (const jump of [0, 3_600_000, -7_200_000]) {
      await clock.pass(900)
      heartbeat(calls.made[0]?.context ?? {})
      clock.jump(jump)
    }
    await clock.pass(900)
    await calls.endAll()

    expect(await handle.result()).toMatchObject({ _tag: "Completed" })
    expect(calls.made).toHaveLength(1)
    await engine.close()
  })

  it("keeps its room for its next delivery", async () => {
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock)

    await engine.start(single, "a")
    await engine.start(single, "b")
    await clock.pass(1500)
    const made = [...calls.inputs]
    calls.made[0]?.end()
    await settled()
    const late = [...calls.inputs]
    calls.made[1]?.end()
    await settled()
    const then = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(made).toEqual(["a", "a"])
    expect(late).toEqual(made)
    expect(then).toEqual(["a", "a", "b"])
  })

  it("that may not be repeated has an unknown outcome when it shows no sign", async () => {
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock)

    const handle = await engine.start(once, "a")
    await clock.pass(1000)
    const outcome = await handle.result()
    await engine.close({ within: 0 })

    expect(outcome).toMatchObject({
      cause: { at: "Work.once", cause: { code: "operation/outcome-unknown" } }
    })
    expect(calls.made).toHaveLength(1)
  })

  it("is told by its signal that its run is cancelled", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time())

    const handle = await engine.start(single, "a")
    await settled()
    const call = calls.made[0]
    call?.context.signal.addEventListener("abort", () => call.throws(call.context.signal.reason))
    await handle.cancel("enough")

    expect(await handle.result()).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    await calls.endAll()
    await engine.close()
  })

  it("finds what an attempt before it has told, however long it waits for the next one", async () => {
    const journal = memoryJournal()
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(journal, calls, clock)

    const handle = await engine.start(trying, "a")
    await settled()
    heartbeat(calls.made[0]?.context ?? {}, "half")
    calls.made[0]?.end("fail")
    await clock.pass(5000)
    const found = checkpointOf(calls.made[1]?.context ?? {})
    calls.made[1]?.end("done")

    expect(found).toBe("half")
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "done" })
    await engine.close()
    expect(await details(journal)).toBe(0)
  })

  it("leaves nothing behind when it has failed for good, while its run goes on", async () => {
    const journal = memoryJournal()
    const calls = new Calls()
    const engine = await open(journal, calls, new Time())

    await engine.start(failing, "a")
    await settled()
    heartbeat(calls.made[0]?.context ?? {}, "half")
    await settled()
    calls.made[0]?.end("fail")
    await settled()
    journal.kill()

    expect(calls.inputs).toEqual(["a", "instead"])
    expect(await details(journal)).toBe(0)
  })

  it("is told at once when what it tells is too large, or no data", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time())

    const handle = await engine.start(reading, "a")
    await settled()
    const context = calls.made[0]?.context ?? {}

    expect(() => heartbeat(context, "x".repeat(2000))).toThrow("payload/too-large")
    expect(() => heartbeat(context, () => 1)).toThrow("machine/unwritable")
    expect(checkpointOf(context)).toBeUndefined()
    await calls.endAll()
    expect(await handle.result()).toMatchObject({ _tag: "Completed" })
    await engine.close()
  })
})
