/**
 * Much of everything.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, Event, implement, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inFile, inMemory, refused, turns } from "./bench.ts"

const Go = Event.make("Go", { payload: t.string })
const Work = Signature.make("Work", {
  act: { input: t.number, output: t.number, effect: "readonly" },
  blow: { input: t.number, output: t.string, effect: "readonly" }
})
const each = Workflow.make("each", {
  version: 1,
  input: t.number,
  output: t.number,
  effect: "readonly",
  body: pipe(
    Step.pure((count: number) => Array.from({ length: count }, (_, index) => index)),
    Step.andThen(pipe(Work.act, Step.forEach({ concurrency: 50 }))),
    Step.map((outputs) => outputs.reduce((sum, one) => sum + one, 0))
  )
})
const branches = Workflow.make("branches", {
  version: 1,
  input: t.number,
  output: t.number,
  effect: "readonly",
  body: pipe(
    Step.all(
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, index) => [
          `b${index}`,
          pipe(
            Work.act,
            Step.mapInput((n: number) => n + index),
            Step.label(`branch ${index}`)
          )
        ])
      )
    ),
    Step.map((all) => Object.values(all).reduce((sum, one) => sum + one, 0))
  )
})
const blow = Workflow.make("blow", {
  version: 1,
  input: t.number,
  output: t.string,
  effect: "readonly",
  body: Work.blow
})
const carry = Workflow.make("carry", {
  version: 1,
  input: Codec.unchecked<string>(),
  output: t.number,
  effect: "readonly",
  body: pipe(
    Step.begin<string>(),
    Step.bind("went", () => undefined, Step.waitFor(Go)),
    Step.map(({ input, went }) => input.length + went.length)
  )
})
const wait = Workflow.make("wait", {
  version: 1,
  input: t.number,
  output: t.string,
  effect: "readonly",
  body: pipe(Work.act, Step.andThen(Step.waitFor(Go)))
})

const open = (journal: Journal) =>
  Engine.open({
    journal,
    workflows: [each, branches, blow, carry, wait],
    implementations: [implement(Work, { act: (n) => Promise.resolve(n), blow: (size) => "x".repeat(size) })]
  })

describe("an engine with much to do", () => {
  it("works through 20,000 items and 1,000 branches, also when the process is killed on the way", async () => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    await engine.start(each, 20_000, { id: "each" })
    await engine.start(branches, 0, { id: "branches" })
    await turns(100)

    const again = await open(killed())

    expect(await (await again.get(each, "each")).result()).toEqual({
      _tag: "Completed",
      output: (20_000 * 19_999) / 2
    })
    expect(await (await again.get(branches, "branches")).result()).toEqual({
      _tag: "Completed",
      output: 499_500
    })
    await again.close()
  })

  it("keeps payloads of a megabyte, and refuses those of 50", async () => {
    const { journal, killed } = inFile()
    const engine = await open(journal)
    const megabyte = "\u00e9".repeat(500_000)
    await engine.start(carry, megabyte, { id: "carry" })
    await turns()

    const again = await open(killed())
    const handle = await again.get(carry, "carry")
    await handle.signal(Go, megabyte)

    expect(await handle.result()).toEqual({ _tag: "Completed", output: 1_000_000 })
    const error = await refused(again.start(carry, "x".repeat(50_000_000), { id: "huge" }))
    expect(error).toMatchObject({ code: "payload/too-large" })
    expect(error.message).toContain('input of the run "huge"')
    const huge = await (await again.start(blow, 50_000_000)).result()
    expect(huge).toMatchObject({ _tag: "Defect", at: "Work.blow", cause: { code: "payload/too-large" } })
    expect(await (await again.start(blow, 10)).result()).toMatchObject({ output: "xxxxxxxxxx" })
    await again.close()
  })

  it("runs 10,000 runs at once, and each gets its own event", async () => {
    const { journal, killed } = inMemory()
    const engine = await open(journal)
    const count = 10_000
    await Promise.all(
      Array.from({ length: count }, (_, index) => engine.start(wait, index, { id: `${index}` }))
    )
    await turns()

    const again = await open(killed())
    const handles = await Promise.all(
      Array.from({ length: count }, (_, index) => again.get(wait, `${index}`))
    )
    await Promise.all(handles.map((handle) => handle.signal(Go, handle.id)))

    const outcomes = await Promise.all(handles.map((handle) => handle.result()))
    expect(outcomes.filter((outcome) => outcome._tag !== "Completed")).toEqual([])
    expect(outcomes.map((outcome) => (outcome._tag === "Completed" ? outcome.output : ""))).toEqual(
      handles.map(({ id }) => id)
    )
    await again.close()
  })
})
