/**
 * Limits when commits fail: the memory is given up, calls that are under way are not.
 */
import fc from "fast-check"
import * as t from "io-ts"
import { Saga, Workflow } from "lawful"
import { Engine, heartbeat, memoryJournal, recurring } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { FailingJournal } from "./failing-journal.ts"
import { Calls, settled, Time, Work } from "./world.ts"

const string = { version: 1, input: t.string, output: t.string } as const
const single = Workflow.make("single", { ...string, body: Saga.undoable(Work.do, Work.undo) })
const reading = Workflow.make("reading", { ...string, body: Work.look })

const open = (journal: FailingJournal, calls: Calls, clock: Time) =>
  Engine.open({
    journal,
    workflows: [single, reading],
    implementations: [calls.implementation],
    clock,
    limits: {
      operations: { "Work.do": { concurrency: 2, heartbeat: 100_000 }, "Work.look": { concurrency: 2 } },
      runs: { concurrency: 3 }
    }
  })

describe("limits, when commits fail for a while", () => {
  it("are kept, and everything is done once", async () => {
    const plans = fc.record({
      runs: fc.array(fc.constantFrom(single, reading), { minLength: 1, maxLength: 8 }),
      acts: fc.array(fc.constantFrom("end", "fail", "heal", "beat"), { maxLength: 20 })
    })

    await fc.assert(
      fc.asyncProperty(plans, async ({ runs, acts }) => {
        const journal = new FailingJournal(memoryJournal())
        const calls = new Calls()
        const clock = new Time()
        const engine = await open(journal, calls, clock)
        const most = (operation: string): number =>
          [...calls.hanging].filter((call) => call.operation === operation).length

        const handles = []
        for (const [at, workflow] of runs.entries()) handles.push(await engine.start(workflow, `${at}`))
        await settled()
        for (const act of [...acts, "heal"]) {
          if (act === "fail") journal.failing = true
          if (act === "heal") journal.failing = false
          if (act === "end") await calls.endNext()
          if (act === "beat") for (const { context } of calls.hanging) heartbeat(context, act)
          await clock.pass(200)
          expect(most("do")).toBeLessThanOrEqual(2)
          expect(most("look")).toBeLessThanOrEqual(2)
        }
        while (calls.hanging.size > 0) {
          await calls.endNext()
          await clock.pass(200)
        }
        const outcomes = await Promise.all(handles.map((handle) => handle.result()))

        expect(outcomes.map(({ _tag }) => _tag)).toEqual(runs.map(() => "Completed"))
        expect(calls.made).toHaveLength(runs.length)
        await engine.close()
      }),
      { numRuns: 60 }
    )
  })

  it("make no recurring start be lost or come twice", async () => {
    const journal = new FailingJournal(memoryJournal())
    const calls = new Calls()
    calls.immediate = true
    const clock = new Time(Date.UTC(2025, 0, 1))
    const engine = await Engine.open({
      journal,
      workflows: [single],
      implementations: [calls.implementation],
      clock,
      schedules: [
        recurring({
          id: "r",
          cron: "* * * * *",
          workflow: single,
          input: (due) => due.toISOString(),
          overlap: "queue"
        })
      ]
    })

    await clock.pass(59_000)
    journal.failing = true
    await clock.pass(2000)
    const meanwhile = calls.made.length
    journal.failing = false
    await clock.pass(60_000)
    await engine.close()

    expect(meanwhile).toBe(0)
    expect(calls.inputs).toEqual(["2025-01-01T00:01:00.000Z", "2025-01-01T00:02:00.000Z"])
  })
})
