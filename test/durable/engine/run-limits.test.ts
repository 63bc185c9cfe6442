/**
 * Limits of runs: runs that wait for room are on record, and begin when there is some.
 */
import fc from "fast-check"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Step, Workflow } from "lawful"
import { Engine, type Journal, type Limits, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const string = { version: 1, input: t.string, output: t.string } as const
const single = Workflow.make("single", { ...string, body: Saga.undoable(Work.do, Work.undo) })
const final = Workflow.make("final", { ...string, body: Work.last })
const Go = Event.make("Go", { payload: t.string })
const patient = Workflow.make("patient", {
  ...string,
  body: pipe(Work.look, Step.andThen(Step.waitFor(Go)), Step.andThen(pipe(Work.look, Step.label("again"))))
})
const same = Step.pure((input: string) => input)
const nap = Workflow.make("nap", { ...string, body: pipe(same, Step.pause(1000), Step.andThen(Work.look)) })
const calling = Workflow.make("calling", { ...string, body: Saga.pivot(Step.call(single)) })
const pure = Workflow.make("pure", { ...string, body: Step.pure((input: string) => `${input}!`) })
const emitting = Workflow.make("emitting", {
  ...string,
  body: pipe(
    same,
    Step.tap(
      (input) => input,
      Step.emit(Go, () => "all")
    ),
    Step.andThen(Work.look)
  )
})
const listening = Workflow.make("listening", { ...string, body: Step.waitFor(Go, () => "all") })
const workflows = [single, final, patient, nap, calling, pure, emitting, listening] as const

const open = (journal: Journal, calls: Calls, clock: Time, runs: NonNullable<Limits["runs"]> | undefined) =>
  Engine.open({
    journal,
    workflows,
    implementations: [calls.implementation],
    clock,
    ...(runs === undefined ? {} : { limits: { runs } })
  })

describe("the limit of runs", () => {
  it("keeps a run that has no room on record, and begins it with the time of then", async () => {
    const calls = new Calls()
    const clock = new Time()
    const engine = await open(memoryJournal(), calls, clock, { concurrency: 1 })

    await engine.start(single, "first", { id: "first" })
    const queued = await engine.start(nap, "second", { id: "second", attributes: { tenant: "a" } })
    await clock.pass(5000)
    const report = await queued.query()
    const byStatus = await engine.list({ status: "queued", workflow: "nap" })
    const byAttribute = await engine.list({ attributes: { tenant: "a" } })
    await calls.endNext()
    const begun = await queued.query()
    await clock.pass(999)
    const before = [...calls.inputs]
    await clock.pass(1)
    await calls.endAll()

    expect(report).toMatchObject({ status: "queued", positions: [], started: 0 })
    expect(byStatus.runs.map(({ id }) => id)).toEqual(["second"])
    expect(byAttribute.runs.map(({ status }) => status)).toEqual(["queued"])
    expect(begun).toMatchObject({ status: "waiting", positions: [{ kind: "timer", due: 6000 }], started: 0 })
    expect(before).toEqual(["first"])
    expect(await queued.result()).toMatchObject({ _tag: "Completed" })
    expect((await engine.list({ status: "queued" })).runs).toEqual([])
    await engine.close()
  })

  it("gives the run that is there when it is started again, and refuses another input", async () => {
    const engine = await open(memoryJournal(), new Calls(), new Time(), { concurrency: 1 })

    await engine.start(single, "first")
    const one = await engine.start(single, "second", { id: "second" })
    const again = await engine.start(single, "second", { id: "second" })
    const other = engine.start(single, "third", { id: "second" })

    expect(again.id).toBe(one.id)
    await expect(other).rejects.toMatchObject({ code: "durable/id-taken" })
    await expect(one.resume()).rejects.toMatchObject({ code: "durable/not-possible" })
  })

  it("never has more under way than it says, and begins all in order of priority", async () => {
    const plan = fc.record({
      most: fc.integer({ min: 1, max: 3 }),
      priorities: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 10 })
    })

    await fc.assert(
      fc.asyncProperty(plan, async ({ most, priorities }) => {
        const calls = new Calls()
        const engine = await open(memoryJournal(), calls, new Time(), { concurrency: most })

        for (const [at, priority] of priorities.entries()) await engine.start(single, `${at}`, { priority })
        await settled()
        while (calls.hanging.size > 0) await calls.endNext()
        const all = await engine.list({ status: "completed" })
        await engine.close()

        const first = calls.inputs.slice(0, most)
        const rest = calls.inputs.slice(most).map((input) => priorities[Number(input)] ?? 0)
        expect(calls.most).toBe(Math.min(most, priorities.length))
        expect(first).toEqual(priorities.slice(0, most).map((_, at) => `${at}`))
        expect(rest).toEqual([...rest].sort((one, other) => other - one))
        expect(all.runs).toHaveLength(priorities.length)
      }),
      { numRuns: 30 }
    )
  })

  it("loses and doubles nothing when the process is killed anywhere, and its limits change", async () => {
    const plan = fc.record({
      runs: fc.integer({ min: 1, max: 8 }),
      lives: fc.array(
        fc.record({ most: fc.integer({ min: 1, max: 3 }), ends: fc.integer({ min: 0, max: 5 }) }),
        {
          minLength: 1,
          maxLength: 4
        }
      )
    })

    await fc.assert(
      fc.asyncProperty(plan, async ({ runs, lives }) => {
        const journal = memoryJournal()
        const keys = new Set<string>()
        for (const [at, { most, ends }] of [...lives, { most: undefined, ends: Infinity }].entries()) {
          const calls = new Calls()
          const engine = await open(
            journal,
            calls,
            new Time(),
            most === undefined ? undefined : { concurrency: most }
          )
          if (at === 0)
            for (let run = 0; run < runs; run++) await engine.start(single, `${run}`, { id: `${run}` })
          await settled()
          for (let end = 0; end < ends && calls.hanging.size > 0; end++) await calls.endNext()
          for (const { context } of calls.made) keys.add(context.key)
          if (ends === Infinity) {
            const { runs: all } = await engine.list()
            expect(all.map(({ status }) => status)).toEqual(Array(runs).fill("completed"))
          }
          journal.kill()
        }

        expect(keys.size).toBe(runs)
      }),
      { numRuns: 30 }
    )
  })

  it("does not count a run that only waits, and does not hold it back when it wakes", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), { concurrency: 1 })

    const waiting = await engine.start(patient, "patient")
    await settled()
    await calls.endNext()
    const status = (await waiting.query()).status
    await engine.start(single, "busy")
    await settled()
    await waiting.signal(Go, "woken")
    await settled()
    await engine.start(single, "late")
    await settled()
    const both = [...calls.inputs]
    await calls.endNext()
    const stillOne = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(status).toBe("waiting")
    expect(both).toEqual(["patient", "busy", "woken"])
    expect(stillOne).toEqual(both)
    expect(calls.inputs).toEqual([...both, "late"])
  })

  it("never holds back what a run calls", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), {
      concurrency: 1,
      workflows: { single: { concurrency: 1 } }
    })

    const one = await engine.start(calling, "one")
    const two = await engine.start(calling, "two")
    await settled()
    await calls.endAll()

    expect(await one.result()).toMatchObject({ _tag: "Completed", output: "one" })
    expect(await two.result()).toMatchObject({ _tag: "Completed", output: "two" })
    await engine.close()
  })

  it.each([single, final, patient, nap, calling, emitting])(
    "lets a queued run be cancelled, and nothing of it is called: $name",
    async (workflow) => {
      const calls = new Calls()
      const engine = await open(memoryJournal(), calls, new Time(), { concurrency: 1 })
      await engine.start(single, "first")

      const queued = await engine.start(workflow, "queued")
      await queued.cancel("no")
      const outcome = await queued.result()
      const report = await queued.query()
      await calls.endNext()
      const listener = await engine.start(listening, "listener")
      await settled()

      expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "no" })
      expect(report).toMatchObject({ status: "cancelled", positions: [] })
      expect(calls.inputs).toEqual(["first"])
      expect((await listener.query()).status).toBe("waiting")
      await engine.close()
    }
  )

  it("gives the place of a queued run that is cancelled to nobody, and its turn to the next one", async () => {
    const calls = new Calls()
    const engine = await open(memoryJournal(), calls, new Time(), { concurrency: 1 })

    await engine.start(single, "first")
    const queued = await engine.start(single, "cancelled")
    await engine.start(single, "last")
    await queued.cancel()
    const idle = await engine.start(pure, "pure")
    await queued.cancel()
    await settled()
    await calls.endNext()
    const inputs = [...calls.inputs]
    await calls.endAll()

    expect(inputs).toEqual(["first", "last"])
    expect(await idle.result()).toMatchObject({ output: "pure!" })
    await engine.close()
  })

  it("keeps an event for a queued run until it begins and waits for it, through a kill", async () => {
    const journal = memoryJournal()
    const [before, after] = [new Calls(), new Calls()]
    const first = await open(journal, before, new Time(), { concurrency: 1 })

    await first.start(single, "first")
    const queued = await first.start(patient, "second", { id: "second" })
    await settled()
    const delivery = await queued.signal(Go, "kept")
    journal.kill()
    const engine = await open(journal, after, new Time(), { concurrency: 1 })
    await settled()
    await after.endAll()
    const handle = await engine.get(patient, "second")

    expect(delivery).toBe("accepted")
    expect(await handle.result()).toMatchObject({ _tag: "Completed", output: "kept" })
    expect(after.inputs).toEqual(["first", "second", "kept"])
    await engine.close()
  })

  it("writes nothing when its key function has a bug", async () => {
    const engine = await open(memoryJournal(), new Calls(), new Time(), {
      workflows: { single: { key: (): string => JSON.parse("{") as string, perKey: { concurrency: 1 } } }
    })

    await expect(engine.start(single, "bad", { id: "bad" })).rejects.toMatchObject({
      code: "limit/key-failed"
    })
    expect((await engine.list()).runs).toEqual([])
    await engine.close()
  })

  it("limits the runs of each key by itself, through a kill", async () => {
    const journal = memoryJournal()
    const perTenant = {
      workflows: { single: { key: (input: string) => input.charAt(0), perKey: { concurrency: 1 } } }
    }
    const calls = new Calls()
    const first = await open(journal, new Calls(), new Time(), perTenant)

    for (const input of ["a1", "a2", "b1", "a3"]) await first.start(single, input)
    await settled()
    journal.kill()
    const engine = await open(journal, calls, new Time(), perTenant)
    await settled()
    const two = [...calls.inputs]
    await calls.endNext()
    const three = [...calls.inputs]
    await calls.endAll()
    await engine.close()

    expect(two).toEqual(["a1", "b1"])
    expect(three).toEqual(["a1", "b1", "a2"])
    expect(calls.inputs).toEqual(["a1", "b1", "a2", "a3"])
  })

  it("is refused before the journal is touched when it makes no sense", async () => {
    const journal = memoryJournal()

    const opening = open(journal, new Calls(), new Time(), { concurrency: 0 })

    await expect(opening).rejects.toMatchObject({ code: "limit/out-of-range" })
    const records = await journal.open({ standby: false })
    expect(records.range({ from: " ", to: "~" })).toEqual([])
  })
})
