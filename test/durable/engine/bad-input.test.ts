/**
 * What an engine is given that it cannot take: it is refused with a code, what it was, and what to do, and nothing is written.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, Event, implement, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import * as fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { inMemory, journals, type Killable, recordsIn, refused, turns } from "./bench.ts"

const Go = Event.make("Go", { payload: t.string })
const anything = Codec.unchecked<unknown>()
const Maker = Signature.make("Maker", {
  make: { input: t.string, output: anything, effect: "readonly" },
  write: { input: t.string, output: anything, effect: "undoable", delivery: "idempotent" }
})

const border = { input: t.string, output: t.string, effect: "readonly" } as const

const wait = Workflow.make("wait", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.waitFor(Go)
})
const keyed = Workflow.make("keyed", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.waitFor(Go, (key: string) => key)
})
const make = Workflow.make("make", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: pipe(Maker.make, Step.as("made"))
})
const give = Workflow.make("give", {
  version: 1,
  input: t.string,
  output: anything,
  effect: "readonly",
  body: Step.pure((what: string): unknown => values[what]?.())
})
const take = Workflow.make("take", {
  version: 1,
  input: anything,
  output: t.string,
  effect: "readonly",
  body: Step.succeed("taken")
})
const pass = Workflow.make("pass", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: pipe(
    Step.pure((what: string): unknown => values[what]?.()),
    Step.andThen(Step.call(take))
  )
})
const unregistered = Workflow.make("unregistered", {
  version: 1,
  input: t.string,
  output: t.string,
  effect: "readonly",
  body: Step.identity<string>()
})

class Money {
  readonly amount = 1
}

/** What cannot be written down. */
const values: Readonly<Record<string, () => unknown>> = {
  "a function": () => () => 1,
  "an instance of a class": () => new Money(),
  "a symbol": () => Symbol("s"),
  "a promise in it": () => ({ later: Promise.resolve(1) }),
  "a property that throws": () => ({
    get a(): never {
      throw new Error("no")
    }
  }),
  "more than 1,000 levels": () => {
    let deep: unknown = 1
    for (let level = 0; level < 1200; level++) deep = [deep]
    return deep
  }
}
const kinds = Object.keys(values).map((kind) => [kind])

const implementations = [
  implement(Maker, { make: (what) => values[what]?.(), write: (what) => values[what]?.() })
]
const workflows = [wait, keyed, make, give, take, pass]
const open = (journal: Journal) => Engine.open({ journal, workflows, implementations })

/** Ids that somebody may choose who means no good, or does not think. */
const ids = [
  "'; DROP TABLE record; --",
  "../../etc/passwd",
  "/",
  "a/b",
  "%2e%2e%2f",
  "%0041",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u{1F600}",
  "\u202Eright to left",
  "\ufeff",
  " ",
  "\n",
  "undefined",
  "null",
  "0",
  "-1",
  "x".repeat(1000),
  "\u{1F600}".repeat(500)
]

describe.each(journals)("hostile names on %s", (_, made) => {
  let place: Killable
  let engine: Awaited<ReturnType<typeof open>>
  beforeEach(async () => {
    place = made()
    engine = await open(place.journal)
  })
  afterEach(() => engine.close().catch(() => undefined))

  it("are ids of runs like any others", async () => {
    for (const id of ids) await engine.start(wait, id, { id })
    await turns()

    engine = await open(place.killed())
    for (const id of ids) {
      const handle = await engine.get(wait, id)
      expect(handle.id).toBe(id)
      expect(await handle.signal(Go, `for ${id}`.slice(0, 20), { id })).toBe("accepted")
      expect(await handle.result()).toMatchObject({ _tag: "Completed", output: `for ${id}`.slice(0, 20) })
    }
    expect((await engine.list({ limit: 100 })).runs.map((run) => run.id).reverse()).toEqual(ids)
    expect(engine.check()).toEqual([])
  })

  it("are attributes, and find what has them and nothing else", async () => {
    for (const [index, name] of ids.entries())
      await engine.start(wait, "x", {
        id: `run ${index}`,
        attributes: Object.fromEntries([[name, name]])
      })

    for (const [index, name] of ids.entries()) {
      const { runs } = await engine.list({ attributes: Object.fromEntries([[name, name]]) })
      expect(runs.map(({ id }) => id)).toEqual([`run ${index}`])
      expect(Object.entries(runs[0]?.attributes ?? {})).toEqual([[name, name]])
    }
    expect((await engine.list({ attributes: { toString: "x" } })).runs).toEqual([])
  })

  it("are keys of events, and wake who waits with them and nobody else", async () => {
    for (const key of ids) await engine.start(keyed, key, { id: key })
    await turns()

    for (const key of ids) {
      await engine.emit(Go, "go", { key, id: key })
      expect(await (await engine.get(keyed, key)).result()).toMatchObject({ _tag: "Completed" })
    }
    expect((await engine.list({ status: "completed" })).runs.length).toBe(ids.length)
  })

  it("are told apart when they differ at all", async () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), async (names) => {
        for (const id of names) await engine.start(give, id, { id, attributes: { name: id } })
        for (const id of names) {
          const { runs } = await engine.list({ attributes: { name: id } })
          expect(runs.map((run) => run.id)).toEqual([id])
        }
      }),
      { numRuns: 20 }
    )
  })
})

describe("what is no name", () => {
  it.each([
    ["empty", ""],
    ["1,001 characters long", "x".repeat(1001)],
    ["a megabyte", "x".repeat(1_000_000)],
    ["a number", 17],
    ["nothing", null],
    ["an object", { toString: () => "run" }],
    ["an array", ["run"]]
  ])("is refused when it is %s, and nothing is written", async (_, given) => {
    const { journal } = inMemory()
    await (await open(journal)).close()
    const before = await recordsIn(journal)
    const name = given as string
    const engine = await open(journal)
    const handle = await engine.start(wait, "x", { id: "there" })
    await turns()

    const asked = [
      engine.start(wait, "x", { id: name }),
      engine.get(wait, name),
      engine.emit(Go, "go", { key: name }),
      engine.emit(Go, "go", { key: "k", id: name }),
      handle.signal(Go, "go", { id: name }),
      ...(name === "" ? [] : [handle.signal(Go, "go", { key: name })]),
      ...(typeof given === "string" ? [engine.start(wait, "x", { attributes: { [name]: true } })] : []),
      ...(name === "" ? [] : [engine.start(wait, "x", { attributes: { a: { b: name } as never } })])
    ]

    for (const one of asked) {
      const error = await refused(one)
      expect(error).toMatchObject({ code: "durable/invalid-id", what: expect.any(String) as string })
      expect(error.message.length).toBeLessThan(300)
      expect(error.message).toMatch(/Give a text of 1 to 1,000 characters\. \(durable\/invalid-id\)$/)
    }
    await handle.cancel()
    await handle.result()
    await engine.close()
    const after = [...(await recordsIn(journal)).keys()]
    expect(after.filter((key) => !before.has(key) && !/^[renola]\//.test(key))).toEqual([])
    expect(after.filter((key) => key.startsWith("n/"))).toEqual(["n/there"])
  })

  it.each([Number.NaN, Infinity, undefined, null, 1n, () => 1])(
    "is refused as an attribute: %s",
    async (value) => {
      const engine = await open(inMemory().journal)

      const error = await refused(engine.start(wait, "x", { id: "a", attributes: { a: value as never } }))

      expect(error).toMatchObject({ code: "durable/invalid-id", what: "attribute a" })
      expect(await refused(engine.get(wait, "a"))).toMatchObject({ code: "durable/unknown-run", id: "a" })
      await engine.close()
    }
  )
})

describe("what is asked for wrongly", () => {
  it("is refused: a workflow that is not there, or is another one under the same name", async () => {
    const engine = await open(inMemory().journal)
    const namesake: unknown = Workflow.make("wait", { ...border, version: 1, body: Step.identity<string>() })
    const newer: unknown = Workflow.make("wait", { ...border, version: 7, body: Step.identity<string>() })

    for (const [workflow, facts] of [
      [unregistered as never, { workflow: "unregistered", version: 1 }],
      [namesake as never, { workflow: "wait", version: 1 }],
      [newer as never, { workflow: "wait", version: 7 }]
    ] as const) {
      const error = await refused(engine.start(workflow, "x", { id: "a" }))
      expect(error).toMatchObject({ code: "durable/unknown-workflow", ...facts })
      expect(error.message).toContain("Add it to `workflows`")
    }
    expect((await engine.list()).runs).toEqual([])
    await engine.close()
  })

  it("is refused: an input that its codec does not know", async () => {
    const engine = await open(inMemory().journal)

    const error = await refused(engine.start(wait, { not: "a string" } as never, { id: "a" }))

    expect(error).toMatchObject({ code: "codec/violation", border: "input of workflow wait" })
    expect((await engine.list()).runs).toEqual([])
    await engine.close()
  })

  it("is refused: a run that is not there, and one of another workflow", async () => {
    const engine = await open(inMemory().journal)
    await engine.start(wait, "x", { id: "a" })

    expect(await refused(engine.get(wait, "b"))).toMatchObject({ code: "durable/unknown-run", id: "b" })
    expect(await refused(engine.get(keyed, "a"))).toMatchObject({
      code: "durable/id-taken",
      workflow: "wait"
    })
    await engine.close()
  })

  it("gives an empty list or all of them, and never fails", async () => {
    const engine = await open(inMemory().journal)
    for (let index = 0; index < 5; index++) await engine.start(give, "nothing", { id: `${index}` })

    const numbers = async (limit: number): Promise<number> => (await engine.list({ limit })).runs.length

    expect([await numbers(0), await numbers(-3), await numbers(Number.NaN), await numbers(2.5)]).toEqual([
      0, 0, 5, 3
    ])
    expect((await engine.list({ after: "nonsense" })).runs.length).toBeLessThanOrEqual(5)
    expect((await engine.list({ after: "\ud800/../%" })).runs.length).toBeLessThanOrEqual(5)
    expect((await engine.list({ workflow: "__proto__" })).runs).toEqual([])
    expect((await engine.list({ status: "toString" as never })).runs).toEqual([])
    await engine.close()
  })
})

describe.each(kinds)("%s", (kind) => {
  it("is refused as an input, and nothing is written", async () => {
    const { journal } = inMemory()
    const engine = await open(journal)

    const error = await refused(engine.start(take, values[kind]?.(), { id: "a" }))

    if (kind !== "a property that throws") expect(error).toMatchObject({ code: "machine/unwritable" })
    expect((await engine.list()).runs).toEqual([])
    await engine.close()
    expect([...(await recordsIn(journal)).keys()]).toEqual(["x/epoch"])
  })

  it.each([
    ["what an operation gives", make],
    ["the output of a workflow", give],
    ["the input of a called workflow", pass]
  ])("is a defect as %s, and other runs go on", async (_, workflow) => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    const other = await engine.start(wait, "x", { id: "other" })

    const outcome = await (await engine.start(workflow, kind, { id: "a" })).result()

    expect(outcome).toMatchObject({ _tag: "Defect" })
    if (kind !== "a property that throws")
      expect(outcome).toMatchObject({ cause: { code: "machine/unwritable" } })
    await other.signal(Go, "on")
    expect(await other.result()).toEqual({ _tag: "Completed", output: "on" })
    const again = await open(killed())
    expect(await (await again.get(workflow, "a")).result()).toMatchObject({ _tag: "Defect" })
    await again.close()
  })

  it("is refused as a reason to cancel, and the run goes on", async () => {
    const engine = await open(inMemory().journal)
    const handle = await engine.start(wait, "x")

    const error = await refused(handle.cancel(values[kind]?.()))

    if (kind !== "a property that throws") expect(error).toMatchObject({ code: "machine/unwritable" })
    await handle.signal(Go, "on")
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "on" })
    await engine.close()
  })
})
