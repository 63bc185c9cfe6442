/**
 * Events from outside and between runs.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, Event, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inMemory, journals, refused, turns } from "./bench.ts"

const Queued = Event.make("Queued", { payload: t.string })
const Told = Event.make("Told", { payload: t.string, mode: "broadcast" })
const Passing = Event.make("Passing", { payload: t.string, mode: "transient" })
const Anything = Event.make("Anything", { payload: Codec.unchecked<unknown>() })
const Ready = Event.milestone("Ready")
const Never = Event.make("Never", { payload: t.string })

const nothing = { version: 1, input: t.undefined, output: t.string } as const
const readonly = { ...nothing, effect: "readonly" } as const

/** Waits for one event of each mode, one after the other. */
const queued = Workflow.make("queued", { ...readonly, body: Step.waitFor(Queued) })
const told = Workflow.make("told", { ...readonly, body: Step.waitFor(Told) })
const passing = Workflow.make("passing", { ...readonly, body: Step.waitFor(Passing) })
const twice = Workflow.make("twice", {
  ...readonly,
  body: pipe(
    Step.begin<undefined>(),
    Step.bind("one", () => undefined, Step.waitFor(Queued)),
    Step.bind("two", () => undefined, pipe(Step.waitFor(Queued), Step.label("second"))),
    Step.map(({ one, two }) => `${one} ${two}`)
  )
})
const keyed = Workflow.make("keyed", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.waitFor(Queued, (key: string) => key)
})
const keyedTold = Workflow.make("keyed told", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.waitFor(Told, (key: string) => key)
})
const either = Workflow.make("either", {
  version: 1,
  input: t.undefined,
  output: Codec.unchecked<{ readonly _tag: string; readonly value: string }>(),
  effect: "readonly",
  body: Step.waitForAny({ queued: Queued, told: Told })
})
const caller = Workflow.make("caller", { ...readonly, body: Step.call(queued) })
const ready = Workflow.make("ready", {
  ...readonly,
  body: pipe(Step.reach(Ready), Step.andThen(Step.waitFor(Queued)))
})
const afterReady = Workflow.make("after ready", {
  ...readonly,
  body: pipe(Step.waitFor(Ready), Step.as("ready"))
})
const anything = Workflow.make("anything", {
  version: 1,
  input: t.undefined,
  output: Codec.unchecked<unknown>(),
  effect: "readonly",
  body: Step.waitFor(Anything)
})
const sender = Workflow.make("sender", {
  version: 1,
  input: Codec.unchecked<unknown>(),
  output: t.string,
  body: pipe(
    Step.pure((value: unknown) => value),
    Step.andThen(Step.emit(Anything, () => "key")),
    Step.as("sent")
  )
})

const open = (journal: Journal) =>
  Engine.open({
    journal,
    workflows: [
      queued,
      told,
      passing,
      twice,
      keyed,
      keyedTold,
      either,
      caller,
      ready,
      afterReady,
      anything,
      sender
    ]
  })
const completed = (output: unknown) => ({ _tag: "Completed", output })

describe.each(journals)("an event for one run on %s", (_, made) => {
  it("may come before the wait, also in an earlier process", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    const handle = await engine.start(twice, undefined, { id: "a" })
    expect(await handle.signal(Queued, "one")).toBe("accepted")
    expect(await handle.signal(Queued, "two")).toBe("accepted")
    expect(await handle.result()).toEqual(completed("one two"))

    const late = await engine.start(twice, undefined, { id: "b" })
    await late.signal(Queued, "one")
    const again = await open(killed())
    const found = await again.get(twice, "b")
    await found.signal(Queued, "two")

    expect(await found.result()).toEqual(completed("one two"))
    await again.close()
  })

  it("that comes twice with one id comes once, also in another process", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    const handle = await engine.start(twice, undefined, { id: "a" })

    expect(await handle.signal(Queued, "one", { id: "webhook-1" })).toBe("accepted")
    expect(await handle.signal(Queued, "one", { id: "webhook-1" })).toBe("repeated")
    const again = await open(killed())
    const found = await again.get(twice, "a")
    expect(await found.signal(Queued, "one", { id: "webhook-1" })).toBe("repeated")
    expect(await found.signal(Queued, "two", { id: "webhook-2" })).toBe("accepted")

    expect(await found.result()).toEqual(completed("one two"))
    expect(await found.signal(Queued, "three")).toBe("ended")
    await again.close()
  })

  it("twice in one turn of the event loop comes once", async () => {
    const engine = await open(made().journal)
    const handle = await engine.start(twice, undefined)

    const deliveries = await Promise.all([
      handle.signal(Queued, "one", { id: "w" }),
      handle.signal(Queued, "one", { id: "w" }),
      handle.signal(Queued, "two", { id: "v" })
    ])

    expect(deliveries).toEqual(["accepted", "repeated", "accepted"])
    expect(await handle.result()).toEqual(completed("one two"))
    await engine.close()
  })
})

describe("an event for one run", () => {
  it("does not reach other runs, but reaches those that it calls", async () => {
    const engine = await open(inMemory().journal)
    const one = await engine.start(queued, undefined)
    const other = await engine.start(queued, undefined)
    const calling = await engine.start(caller, undefined)
    await turns()

    await other.signal(Queued, "for the other")
    await calling.signal(Queued, "for the called")

    expect(await other.result()).toEqual(completed("for the other"))
    expect(await calling.result()).toEqual(completed("for the called"))
    await turns()
    expect((await one.query()).status).toBe("waiting")
    await engine.close()
  })

  it("that is told to all stays for waits that come later; one that passes does not", async () => {
    const engine = await open(inMemory().journal)
    const early = await engine.start(told, undefined)
    const missed = await engine.start(passing, undefined)
    await early.signal(Told, "first")
    await missed.signal(Passing, "seen")
    expect([await early.result(), await missed.result()]).toEqual([completed("first"), completed("seen")])

    const slow = await engine.start(ready, undefined)
    await turns()
    expect((await slow.query()).milestones).toEqual(["Ready"])
    await slow.signal(Passing, "nobody waits")
    await slow.signal(Queued, "go")

    expect(await slow.result()).toEqual(completed("go"))
    await engine.close()
  })

  it("with a key is for waits with this key only", async () => {
    const engine = await open(inMemory().journal)
    const handle = await engine.start(keyed, "k")

    await handle.signal(Queued, "wrong")
    await handle.signal(Queued, "wrong too", { key: "other" })
    await turns()
    expect((await handle.query()).positions).toMatchObject([{ kind: "event", event: "Queued", key: "k" }])
    await handle.signal(Queued, "right", { key: "k" })

    expect(await handle.result()).toEqual(completed("right"))
    await engine.close()
  })

  it("decides a deferred choice, and the wait that lost consumes nothing", async () => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    const handle = await engine.start(either, undefined, { id: "a" })
    await turns()

    const again = await open(killed())
    const found = await again.get(either, "a")
    await found.signal(Told, "told")

    expect(await found.result()).toEqual(completed({ _tag: "told", value: "told" }))
    expect(await found.signal(Queued, "late")).toBe("ended")
    expect(handle.id).toBe("a")
    await again.close()
  })
})

describe.each(journals)("an event with a key on %s", (_, made) => {
  it("reaches whoever waits with it, one after the other, before and after the wait", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    await engine.emit(Queued, "kept", { key: "k" })
    const first = await engine.start(keyed, "k", { id: "first" })
    expect(await first.result()).toEqual(completed("kept"))
    await engine.start(keyed, "k", { id: "second" })
    await engine.start(keyed, "k", { id: "third" })
    await turns()

    const again = await open(killed())
    const second = await again.get(keyed, "second")
    const third = await again.get(keyed, "third")
    expect(await again.emit(Queued, "two", { key: "k", id: "e" })).toBe("accepted")
    expect(await again.emit(Queued, "two", { key: "k", id: "e" })).toBe("repeated")
    await turns()
    expect((await again.list({ status: "waiting" })).runs.length).toBe(1)
    await again.emit(Queued, "three", { key: "k" })

    expect(new Set([await second.result(), await third.result()])).toEqual(
      new Set([completed("two"), completed("three")])
    )
    await again.close()
  })

  it("that is told to all wakes every run that waits with it", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    for (let index = 0; index < 600; index++)
      await engine.start(keyedTold, index % 2 === 0 ? "even" : "odd", { id: `run-${index}` })
    await turns()

    const again = await open(killed())
    await again.emit(Told, "go", { key: "even" })
    await turns()

    expect((await again.list({ status: "completed", limit: 1000 })).runs.length).toBe(300)
    expect((await again.list({ status: "waiting", limit: 1000 })).runs.length).toBe(300)
    expect(await (await again.start(keyedTold, "even")).result()).toEqual(completed("go"))
    await again.close()
  })
})

describe("a milestone", () => {
  it("belongs to the run that reached it", async () => {
    const engine = await open(inMemory().journal)
    const one = await engine.start(ready, undefined)
    const other = await engine.start(afterReady, undefined)
    await turns()

    expect((await one.query()).milestones).toEqual(["Ready"])
    expect((await other.query()).status).toBe("waiting")
    await other.signal(Ready, undefined)
    expect(await other.result()).toEqual(completed("ready"))
    await engine.close()
  })
})

describe("an event that is not right", () => {
  it("is refused by name when nobody waits for it, with those that somebody waits for", async () => {
    const engine = await open(inMemory().journal)
    const handle = await engine.start(queued, undefined)

    const signalled = await refused(handle.signal(Never as never, "x"))
    const emitted = await refused(engine.emit(Never as never, "x", { key: "k" }))

    for (const error of [signalled, emitted]) {
      expect(error).toMatchObject({ code: "durable/unknown-event", event: "Never" })
      expect(error.message).toContain('"Queued"')
    }
    await engine.close()
  })

  it("is refused with the wrong payload, and the run waits on", async () => {
    const engine = await open(inMemory().journal)
    const handle = await engine.start(queued, undefined)

    const error = await refused(handle.signal(Queued, 5 as never, { id: "e" }))

    expect(error).toMatchObject({ code: "codec/violation", border: "payload of event Queued" })
    expect(await handle.signal(Queued, "five", { id: "e" })).toBe("accepted")
    expect(await handle.result()).toEqual(completed("five"))
    await engine.close()
  })

  it.each([
    ["a function", () => 1, "machine/unwritable"],
    ["an instance of a class", new (class Money {})(), "machine/unwritable"],
    ["too much", "x".repeat(9_000_000), "payload/too-large"]
  ])("is refused when its payload is %s, and the run waits on", async (_, payload, code) => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    const handle = await engine.start(anything, undefined, { id: "a" })
    await turns()

    expect(await refused(handle.signal(Anything, payload, { id: "e" }))).toMatchObject({ code })
    expect(await refused(engine.emit(Anything, payload, { key: "k", id: "e" }))).toMatchObject({ code })
    await turns()

    const again = await open(killed())
    const found = await again.get(anything, "a")
    expect(await found.signal(Anything, "right", { id: "e" })).toBe("accepted")
    expect(await found.result()).toEqual(completed("right"))
    expect(await again.emit(Anything, 1, { key: "k", id: "e" })).toBe("accepted")
    await again.close()
  })

  it("is a defect of the run that sends it, and others go on", async () => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    const other = await engine.start(queued, undefined, { id: "other" })

    const handle = await engine.start(sender, { make: "a function" }, { id: "good" })
    expect(await handle.result()).toEqual(completed("sent"))
    const bad = Workflow.make("bad", {
      version: 1,
      input: t.undefined,
      output: t.void,
      body: pipe(
        Step.pure((): unknown => () => "a function"),
        Step.andThen(Step.emit(Anything, () => "key"))
      )
    })
    await engine.close()
    const again = await Engine.open({ journal: killed(), workflows: [bad, queued] })
    const failed = await again.start(bad, undefined, { id: "bad" })

    expect(await failed.result()).toMatchObject({ _tag: "Defect", cause: { code: "machine/unwritable" } })
    const found = await again.get(queued, "other")
    await found.signal(Queued, "on")
    expect(await found.result()).toEqual(completed("on"))
    expect(other.id).toBe("other")
    await again.close()
  })
})
