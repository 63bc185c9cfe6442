/**
 * Runs that were begun by other code than the engine is opened with.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { HandClock, inMemory, journals, recordsIn, refused, turns } from "./bench.ts"

const Go = Event.make("Go", { payload: t.string })
const Told = Event.make("Told", { payload: t.string, mode: "broadcast" })
const Work = Signature.make("Work", {
  check: { input: t.string, output: t.string, effect: "readonly" }
})

const implementations = [
  implement(Work, {
    check: (input) => `${input}?`
  })
]

const border = { input: t.string, output: t.string, effect: "readonly" } as const

const first = Workflow.make("job", {
  ...border,
  version: 1,
  body: pipe(
    Work.check,
    Step.andThen(Step.waitFor(Go)),
    Step.map((went) => `first ${went}`)
  )
})
const second = Workflow.make("job", {
  ...border,
  version: 2,
  body: pipe(
    Work.check,
    Step.andThen(Step.waitFor(Go)),
    Step.map((went) => `second ${went}`)
  )
})
/** Version 1, changed without a new number: the wait has another name. */
const changed = Workflow.make("job", {
  ...border,
  version: 1,
  body: pipe(Work.check, Step.andThen(pipe(Step.waitFor(Go), Step.label("approval"))))
})
const sleeping = Workflow.make("sleeping", {
  ...border,
  version: 1,
  body: pipe(Step.sleep(1000), Step.as("awake"))
})
const keyed = Workflow.make("keyed", {
  ...border,
  version: 1,
  body: Step.waitFor(Go, (key: string) => key)
})
const told = Workflow.make("told", { ...border, version: 1, body: Step.waitFor(Told) })
const calling = Workflow.make("calling", { ...border, version: 1, body: Step.call(first) })
const other = Workflow.make("other", { ...border, version: 1, body: Step.identity<string>() })
const waiter = Workflow.make("waiter", { ...border, version: 1, body: pipe(Step.waitFor(Go), Step.as("")) })

const completed = (output: unknown) => ({ _tag: "Completed", output })
const open = (journal: Journal, clock = new HandClock()) =>
  Engine.open({
    journal,
    clock,
    implementations,
    workflows: [first, second, sleeping, keyed, told, calling, other]
  })
const openWithout = (journal: Journal, clock = new HandClock()) =>
  Engine.open({ journal, clock, implementations, workflows: [second, other, waiter] })

describe.each(journals)("several versions on %s", (_, made) => {
  it("are registered side by side, and each run goes on with its own", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    await engine.start(first, "a", { id: "one" })
    await engine.start(second, "a", { id: "two" })
    await turns()

    const again = await open(killed())
    const one = await again.get(first, "one")
    const two = await again.get(second, "two")
    await one.signal(Go, "x")
    await two.signal(Go, "x")

    expect([await one.result(), await two.result()]).toEqual([completed("first x"), completed("second x")])
    expect((await again.list()).runs.map(({ id, version }) => [id, version])).toEqual([
      ["two", 2],
      ["one", 1]
    ])
    await again.close()
  })
})

describe.each(journals)("a run whose version is not registered, on %s", (_, made) => {
  it("is held, says what is missing, is found, and goes on with the right code", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    await engine.start(first, "a", { id: "one" })
    await engine.start(sleeping, "b", { id: "two" })
    await turns()

    const without = await openWithout(killed())
    for (const query of [{ status: "held" }, { status: "held", workflow: "job" }] as const) {
      const { runs } = await without.list(query)
      expect(runs.find(({ id }) => id === "one")).toMatchObject({
        status: "held",
        held: 'version 1 of "job" is not registered (there is 2)'
      })
    }
    expect((await without.list({ status: "held", workflow: "sleeping" })).runs).toMatchObject([
      { id: "two", held: 'no workflow "sleeping" is registered' }
    ])
    expect((await without.list({ status: "waiting", workflow: "job" })).runs).toEqual([])
    const handle = await without.get(second, "one")
    expect((await handle.query()).held).toContain("version 1")
    await turns()

    const again = await open(killed())
    const found = await again.get(first, "one")
    expect(await found.query()).toMatchObject({ status: "waiting", held: undefined })
    expect((await again.list({ status: "held" })).runs).toEqual([])
    await found.signal(Go, "x")
    expect(await found.result()).toEqual(completed("first x"))
    await again.close()
  })

  it("is left as it is by everything that is asked of it, with the reason", async () => {
    const { journal } = made()
    const engine = await open(journal)
    await engine.start(first, "a", { id: "one" })
    await engine.close()
    const without = await openWithout(journal)
    const handle = await without.get(second, "one")

    for (const asked of [
      () => handle.cancel("no"),
      () => handle.resume(),
      () => handle.retry("Work.check")
    ]) {
      const error = await refused(asked())
      expect(error).toMatchObject({ code: "durable/not-possible", id: "one" })
      expect(error.message).toContain("version 1")
    }
    await without.close()

    const again = await open(journal)
    const found = await again.get(first, "one")
    await found.signal(Go, "x")
    expect(await found.result()).toEqual(completed("first x"))
    await again.close()
  })

  it.each([
    ["looked at in between", true],
    ["not looked at", false]
  ])("gets the events that came meanwhile, and its timers fire (%s)", async (_, looked) => {
    const { journal, killed } = made()
    const clock = new HandClock()
    const engine = await open(journal, clock)
    await engine.start(first, "a", { id: "event" })
    await engine.start(keyed, "k", { id: "keyed" })
    await engine.start(told, "t", { id: "told" })
    await engine.start(sleeping, "b", { id: "timer" })
    await turns()

    const without = await openWithout(killed(), clock)
    if (looked)
      for (const id of ["event", "keyed", "told", "timer"]) await (await without.get(held(id), id)).query()
    expect(await (await without.get(second, "event")).signal(Go, "came")).toBe("accepted")
    expect(await (await without.get(held("told"), "told")).signal(Told as never, "all")).toBe("accepted")
    expect(await without.emit(Go, "came too", { key: "k" })).toBe("accepted")
    await clock.pass(5000)

    const again = await open(killed(), clock)
    await clock.pass(0)
    expect(await (await again.get(first, "event")).result()).toEqual(completed("first came"))
    expect(await (await again.get(keyed, "keyed")).result()).toEqual(completed("came too"))
    expect(await (await again.get(told, "told")).result()).toEqual(completed("all"))
    expect(await (await again.get(sleeping, "timer")).result()).toEqual(completed("awake"))
    await again.close()
  })

  it("that was called keeps its caller waiting, and both go on", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    await engine.start(calling, "a", { id: "caller" })
    await turns()

    const without = await Engine.open({ journal: killed(), workflows: [other], implementations: [] })
    expect((await without.list({ status: "held" })).runs.length).toBe(2)
    await turns()

    const again = await open(killed())
    const caller = await again.get(calling, "caller")
    await caller.signal(Go, "x")
    expect(await caller.result()).toEqual(completed("first x"))
    await again.close()
  })
})

/** A workflow of the name of one that is not registered, as somebody would have it who reads a journal. */
const held = (id: string): typeof other =>
  ({ name: id === "event" ? "job" : id === "timer" ? "sleeping" : id }) as unknown as typeof other

describe("a run whose workflow has another structure under the same version", () => {
  it("is held, and says at which positions the code has nothing", async () => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    await engine.start(first, "a", { id: "one" })
    await turns()

    const with_ = await Engine.open({ journal: killed(), workflows: [changed], implementations })
    const handle = await with_.get(changed, "one")
    const report = await handle.query()

    expect(report.status).toBe("held")
    const reason = '"job" has another structure than when the run was started, under the same version 1'
    expect(report.held).toBe(`${reason}: it is at "wait:Go", which the code that is given does not have`)
    expect(report.positions).toEqual([{ kind: "event", node: "wait:Go", event: "Go", key: "" }])
    expect((await with_.list({ status: "held" })).runs).toMatchObject([{ id: "one", held: reason }])
    await with_.close()

    const again = await open(killed())
    const found = await again.get(first, "one")
    await found.signal(Go, "x")
    expect(await found.result()).toEqual(completed("first x"))
    await again.close()
  })
})

describe("a run that is held", () => {
  it("is found again after other runs have come and gone, and its records stay as they are", async () => {
    const { journal } = inMemory()
    const engine = await open(journal)
    await engine.start(first, "a", { id: "one" })
    await engine.close()
    const before = await recordsIn(journal)

    const without = await openWithout(journal)
    for (let count = 0; count < 10; count++) await (await without.start(other, "x")).result()
    await without.close()

    const after = await recordsIn(journal)
    for (const [key, value] of before)
      if (!key.startsWith("x/") && !key.startsWith("r/") && !key.startsWith("l/"))
        expect(after.get(key)).toBe(value)
    const again = await open(journal)
    const found = await again.get(first, "one")
    await found.signal(Go, "x")
    expect(await found.result()).toEqual(completed("first x"))
    await again.close()
  })
})
