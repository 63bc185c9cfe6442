/**
 * Recurring starts, through the whole engine.
 */
import fc from "fast-check"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Step, Workflow } from "lawful"
import {
  type CatchUp,
  dueBetween,
  Engine,
  type Journal,
  memoryJournal,
  type Overlap,
  type Recurring,
  recurring,
  runIdOf
} from "lawful/durable"
import { describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const single = Workflow.make("single", {
  version: 1,
  input: t.string,
  output: t.string,
  body: Saga.undoable(Work.do, Work.undo)
})
const double = Workflow.make("double", {
  version: 1,
  input: t.string,
  output: t.string,
  body: pipe(Saga.undoable(Work.do, Work.undo), Step.andThen(Work.look))
})
const MINUTE = 60_000
const START = Date.UTC(2025, 0, 1)

type Given = Partial<Pick<Recurring, "cron" | "id" | "overlap" | "catchUp" | "punctual" | "timeZone">> & {
  readonly input?: (due: Date) => string
}
const every = (given: Given = {}): Recurring<"single"> =>
  recurring({
    id: "work",
    cron: "*/10 * * * *",
    workflow: single,
    input: (due) => due.toISOString(),
    ...given
  })

const open = (journal: Journal, calls: Calls, clock: Time, schedules: ReadonlyArray<Recurring<"single">>) =>
  Engine.open({ journal, workflows: [single], implementations: [calls.implementation], clock, schedules })

const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString()

const immediate = (): Calls => {
  const calls = new Calls()
  calls.immediate = true
  return calls
}

describe("a recurring start", () => {
  it("starts a run at each due time, with the input and the id of that time", async () => {
    const calls = immediate()
    const clock = new Time(START)
    const engine = await open(memoryJournal(), calls, clock, [every()])

    await clock.pass(35 * MINUTE)
    const runs = (await engine.list()).runs.map(({ id }) => id)
    const [report] = await engine.schedules()
    await engine.close()

    expect(calls.inputs).toEqual([at(10), at(20), at(30)])
    expect(runs).toEqual([at(30), at(20), at(10)].map((due) => `work@${due}`))
    expect(report).toEqual({
      id: "work",
      workflow: "single",
      next: START + 40 * MINUTE,
      last: START + 30 * MINUTE,
      waiting: [],
      problem: undefined
    })
    expect(clock.pending).toBe(0)
  })

  it("starts exactly what the policy wants over any downtimes, and nothing twice", async () => {
    const catchUps = fc.constantFrom<CatchUp>("none", "latest", { atMost: 2 }, { atMost: 100 })
    const lives = fc.array(
      fc.record({
        up: fc.integer({ min: 0, max: 60 }),
        down: fc.integer({ min: 0, max: 90 }),
        back: fc.integer({ min: 0, max: 30 }),
        killed: fc.boolean()
      }),
      { minLength: 1, maxLength: 5 }
    )

    await fc.assert(
      fc.asyncProperty(catchUps, lives, async (catchUp, all) => {
        const schedule = every({ catchUp, overlap: "allow" })
        const journal = memoryJournal()
        const clock = new Time(START)
        const made: Array<string> = []
        const expected: Array<string> = []
        let done = START
        for (const { up, down, back, killed } of all) {
          const calls = immediate()
          const missed = dueBetween(schedule, done, clock.now())
          done = Math.max(done, missed.at(-1) ?? 0)
          expected.push(...missed.map((due) => runIdOf(schedule, due)))
          const engine = await open(journal, calls, clock, [schedule])
          await clock.pass(0)
          // While it runs, all that comes is on time.
          for (const due of dueBetween(
            { ...schedule, catchUp: { atMost: 100 } },
            Math.max(done, clock.now()),
            clock.now() + up * MINUTE
          )) {
            expected.push(runIdOf(schedule, due))
            done = due
          }
          await clock.pass(up * MINUTE)
          made.push(...calls.inputs.map((input) => `work@${input}`))
          if (killed) journal.kill()
          else await engine.close()
          await (killed ? engine.close() : settled())
          clock.jump((down - back) * MINUTE)
        }

        expect(made).toEqual(expected)
        expect(new Set(made).size).toBe(made.length)
      }),
      { numRuns: 60 }
    )
  })

  it.each<[Overlap, ReadonlyArray<string>, ReadonlyArray<string>]>([
    ["allow", [at(10), at(20), at(30)], [at(10), at(20), at(30)]],
    ["skip", [at(10)], [at(10)]],
    ["queue", [at(10)], [at(10), at(20), at(30)]],
    // It was at its last operation, which has been done: nothing of it is undone.
    ["cancel", [at(10)], [at(10), at(30)]]
  ])("that meets an earlier run does what `overlap` says: %s", async (overlap, while10, afterwards) => {
    const calls = new Calls()
    const clock = new Time(START)
    const engine = await open(memoryJournal(), calls, clock, [every({ overlap })])

    await clock.pass(35 * MINUTE)
    const before = [...calls.inputs]
    await calls.endAll()
    await settled()
    const after = [...calls.inputs]
    await engine.close()

    expect(before).toEqual(while10)
    expect(after).toEqual(afterwards)
  })

  it("that replaces an earlier run waits until that has been undone", async () => {
    const calls = new Calls()
    const clock = new Time(START)
    const schedule = recurring({
      ...every(),
      workflow: double,
      input: (due) => due.toISOString(),
      overlap: "cancel"
    })
    const engine = await Engine.open({
      journal: memoryJournal(),
      workflows: [double],
      implementations: [calls.implementation],
      clock,
      schedules: [schedule]
    })

    await clock.pass(25 * MINUTE)
    await calls.endNext()
    const undoing = calls.made.map(({ operation, input }) => `${operation} ${input}`)
    await calls.endNext()
    const then = calls.made.map(({ operation, input }) => `${operation} ${input}`)
    await calls.endAll()
    const { runs } = await engine.list({ status: "cancelled" })
    await engine.close()

    expect(undoing).toEqual([`do ${at(10)}`, `undo ${at(10)}`])
    expect(then).toEqual([...undoing, `do ${at(20)}`])
    expect(runs.map(({ id }) => id)).toEqual([`work@${at(10)}`])
  })

  it("starts what waits when the earlier run ends, also when the process has been killed in between", async () => {
    const journal = memoryJournal()
    const clock = new Time(START)
    const schedule = every({ overlap: "queue" })
    const [before, after] = [new Calls(), new Calls()]

    await open(journal, before, clock, [schedule])
    await clock.pass(25 * MINUTE)
    journal.kill()
    const engine = await open(journal, after, clock, [schedule])
    await settled()
    const [report] = await engine.schedules()
    await after.endNext()
    await after.endNext()
    const inputs = [...after.inputs]
    await engine.close()

    expect(before.inputs).toEqual([at(10)])
    expect(report?.waiting).toEqual([START + 20 * MINUTE])
    expect(inputs).toEqual([at(10), at(20)])
  })

  it("goes on when its input is no input of the workflow, or cannot be made, and says so", async () => {
    const calls = immediate()
    const clock = new Time(START)
    const broken = (due: Date): string => {
      if (due.getTime() === START + 10 * MINUTE) throw new Error("no input today")
      return due.getTime() === START + 20 * MINUTE ? (7 as unknown as string) : "good"
    }
    const engine = await open(memoryJournal(), calls, clock, [every({ input: broken })])

    await clock.pass(11 * MINUTE)
    const [thrown] = await engine.schedules()
    await clock.pass(10 * MINUTE)
    const [refused] = await engine.schedules()
    await clock.pass(10 * MINUTE)
    const [good] = await engine.schedules()
    await engine.close()

    expect(thrown?.problem).toEqual({ due: START + 10 * MINUTE, message: "no input today" })
    expect(refused?.problem?.message).toContain("codec/violation")
    expect(good).toMatchObject({ problem: undefined, last: START + 30 * MINUTE })
    expect(calls.inputs).toEqual(["good"])
  })

  it("has another pattern from the moment in which it is given, and leaves no timer when it is not", async () => {
    const journal = memoryJournal()
    const clock = new Time(START)
    const calls = immediate()

    await open(journal, calls, clock, [every()]).then((engine) => engine.close())
    const changed = await open(journal, calls, clock, [every({ cron: "*/15 * * * *" })])
    await clock.pass(20 * MINUTE)
    await changed.close()
    const without = await open(journal, calls, clock, [])
    await clock.pass(60 * MINUTE)
    await without.close()
    const records = await journal.open({ standby: false })
    const left = ["c", "t"].flatMap((letter) => records.range({ from: `${letter}/`, to: `${letter}0` }))

    expect(calls.inputs).toEqual([at(15)])
    expect(left).toEqual([])
  })

  it("is refused when the engine has no such workflow, or two have one id", async () => {
    const other = Workflow.make("other", { version: 1, input: t.string, output: t.string, body: Work.look })
    const unknown = recurring({ id: "x", cron: "* * * * *", workflow: other, input: () => "" })

    const opening = open(memoryJournal(), new Calls(), new Time(), [
      unknown as unknown as Recurring<"single">
    ])
    const twice = open(memoryJournal(), new Calls(), new Time(), [every(), every()])

    await expect(opening).rejects.toMatchObject({ code: "durable/unknown-workflow" })
    await expect(twice).rejects.toMatchObject({ code: "schedule/invalid-option" })
  })
})
