/**
 * Limits of operations, through the whole engine.
 */
import fc from "fast-check"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Step, Workflow } from "lawful"
import { Engine, type Limits, type MemoryJournal, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const string = { version: 1, input: t.string, output: t.string } as const
const single = Workflow.make("single", { ...string, body: Saga.undoable(Work.do, Work.undo) })
const looking = Workflow.make("looking", { ...string, body: Work.look })
const Off = Event.make("Off", { payload: t.string })
const raced = Workflow.make("raced", {
  ...string,
  body: Step.race({
    work: Work.look,
    off: pipe(
      Step.pure(() => ""),
      Step.andThen(Step.waitFor(Off))
    )
  }).pipe(Step.map(() => "over"))
})
const workflows = [single, looking, raced] as const

const open = (journal: MemoryJournal, calls: Calls, clock: Time, limits: Limits) =>
  Engine.open({ journal, workflows, implementations: [calls.implementation], clock, limits })

const atOnce = (concurrency: number): Limits => ({
  operations: { "Work.do": { concurrency }, "Work.look": { concurrency } }
})

describe("the limit of an operation", () => {
  it("lets no more through at once than it says, and all in the end", async () => {
    const numbers = fc.record({ most: fc.integer({ min: 1, max: 4 }), runs: fc.integer({ min: 1, max: 12 }) })

    await fc.assert(
      fc.asyncProperty(numbers, async ({ most, runs }) => {
        const calls = new Calls()
        const engine = await open(memoryJournal(), calls, new Time(), atOnce(most))

        const handles = await Promise.all(
          Array.from({ length: runs }, (_, at) => engine.start(single, `${at}`))
        )
        await settled()
        const first = calls.hanging.size
        while (calls.hanging.size > 0) await calls.endNext()
        const outcomes = await Promise.all(handles.map((handle) => handle.result()))
        await engine.close()

        expect(first).toBe(Math.min(most, runs))
        expect(calls.most).toBe(first)
        expect(outcomes.map(({ _tag }) => _tag)).toEqual(Array(runs).fill("Completed"))
        expect(calls.made).toHaveLength(runs)
      }),
      { numRuns: 30 }
    )
  })

  it("gives each key its turn, however much one of them has", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), atOnce(1))

    for (let at = 0; at < 20; at++) await engine.start(single, `many ${at}`, { fairKey: "many" })
    await engine.start(single, "few", { fairKey: "few" })
    await settled()
    while (calls.hanging.size > 0) await calls.endNext()
    await engine.close()

    expect(calls.inputs.indexOf("few")).toBeLessThanOrEqual(2)
  })

  it("lets a higher priority go first", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), atOnce(1))

    for (const [input, priority] of [
      ["first", 0],
      ["low", -1],
      ["usual", 0],
      ["high", 5]
    ] as const)
      await engine.start(single, input, { priority })
    await settled()
    while (calls.hanging.size > 0) await calls.endNext()
    await engine.close()

    expect(calls.inputs).toEqual(["first", "high", "usual", "low"])
  })

  it("holds back what a rate has no room for, until the clock of the engine says so", async () => {
    const calls = new Calls()
    calls.immediate = true
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock, {
      operations: { "Work.do": { rate: { count: 2, per: 1000 } } }
    })
    const seen: Array<number> = []

    for (let at = 0; at < 5; at++) await engine.start(single, `${at}`)
    for (let turn = 0; turn < 5; turn++) {
      await clock.pass(500)
      seen.push(calls.made.length)
    }
    await engine.close()

    expect(seen).toEqual([2, 4, 4, 5, 5])
    expect(clock.pending).toBe(0)
  })

  it("is a limit for each key by itself", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), {
      operations: { "Work.do": { key: (input: string) => input.charAt(0), perKey: { concurrency: 1 } } }
    })

    // Whose turn it is does not change whom the limit is for.
    for (const input of ["a1", "a2", "b1"]) await engine.start(single, input, { fairKey: input })
    await settled()
    const first = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(first).toEqual(["a1", "b1"])
  })

  it.each([
    ["throws", (): string => JSON.parse("{") as string],
    ["gives no text", () => 7 as unknown as string]
  ])("is a defect of the operation when its key function %s, and of nothing else", async (_, key) => {
    const calls = new Calls()
    calls.immediate = true
    const engine = await open(memoryJournal(), calls, new Time(), { operations: { "Work.do": { key } } })

    const bad = await engine.start(single, "bad")
    const good = await engine.start(looking, "good")

    expect(await bad.result()).toMatchObject({ _tag: "Defect", cause: { code: "limit/key-failed" } })
    expect(await good.result()).toMatchObject({ _tag: "Completed" })
    await engine.close()
  })

  it("is not held by those who have left the queue: cancelled, or beaten in a race", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), atOnce(1))

    await engine.start(single, "first")
    await engine.start(looking, "first")
    await settled()
    const cancelled = await engine.start(single, "cancelled")
    const waiting = await engine.start(looking, "cancelled too")
    const beaten = await engine.start(raced, "beaten")
    await engine.start(single, "last")
    await engine.start(looking, "last")
    await cancelled.cancel()
    await waiting.cancel()
    await beaten.signal(Off, "off")
    await settled()
    await calls.endNext()
    await calls.endNext()
    const inputs = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(inputs).toEqual(["first", "first", "last", "last"])
  })

  it("counts a call that nobody wants any more until it has ended", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), atOnce(1))

    const beaten = await engine.start(raced, "beaten")
    await settled()
    await beaten.signal(Off, "off")
    await engine.start(looking, "next")
    await settled()
    const before = [...calls.inputs]
    await calls.endNext()
    const after = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(before).toEqual(["beaten"])
    expect(after).toEqual(["beaten", "next"])
  })

  it("counts what a process has started that was killed, which does not wait", async () => {
    const journal = memoryJournal()
    const [before, after] = [new Calls(), new Calls()]
    await open(journal, before, new Time(), {}).then(async (engine) => {
      for (const input of ["1", "2", "3"]) await engine.start(single, input, { id: input })
    })
    await settled()
    journal.kill()

    const engine = await open(journal, after, new Time(), atOnce(2))
    await engine.start(single, "4")
    await settled()
    const first = [...after.inputs]
    await after.endNext()
    const second = [...after.inputs]
    await after.endNext()
    const third = [...after.inputs]
    while (after.hanging.size > 0) await after.endNext()
    await engine.close()

    expect(before.inputs).toEqual(["1", "2", "3"])
    expect(first).toEqual(["1", "2", "3"])
    expect(second).toEqual(first)
    expect(third).toEqual([...first, "4"])
  })

  it("loses and doubles nothing when the process is killed anywhere", async () => {
    const plans = fc.record({
      most: fc.integer({ min: 1, max: 3 }),
      runs: fc.integer({ min: 1, max: 8 }),
      kills: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 })
    })

    await fc.assert(
      fc.asyncProperty(plans, async ({ most, runs, kills }) => {
        const journal = memoryJournal()
        const keys = new Set<string>()
        const ended = new Set<string>()
        for (const [at, ends] of [...kills, Infinity].entries()) {
          const calls = new Calls()
          const engine = await open(journal, calls, new Time(), atOnce(most))
          if (at === 0)
            for (let run = 0; run < runs; run++) await engine.start(single, `${run}`, { id: `${run}` })
          await settled()
          const started = calls.most
          for (let end = 0; end < ends && calls.hanging.size > 0; end++) await calls.endNext()
          for (const { context } of calls.made) keys.add(context.key)
          expect(calls.most).toBeLessThanOrEqual(Math.max(most, started))
          expect(started).toBeLessThanOrEqual(most)
          for (const { id } of (await engine.list({ status: "completed" })).runs) ended.add(id)
          journal.kill()
        }

        expect(ended.size).toBe(runs)
        expect(keys.size).toBe(runs)
      }),
      { numRuns: 30 }
    )
  })
})
