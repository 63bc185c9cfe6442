/**
 * Workflows that call workflows.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Saga, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inMemory, journals, refused, turns } from "./bench.ts"
import { Gate } from "./shop.ts"

const Go = Event.make("Go", { payload: t.string })
const Failed = t.type({ _tag: t.literal("Failed"), attempt: t.number })
const Work = Signature.make("Work", {
  act: { input: t.string, output: t.string, effect: "undoable", delivery: "idempotent" },
  undo: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" },
  shaky: { input: t.string, output: t.string, error: Failed, effect: "readonly" },
  hang: { input: t.string, output: t.string, effect: "readonly" }
})
const border = { version: 1, input: t.string, output: t.string } as const

const inner = Workflow.make("inner", {
  ...border,
  body: pipe(Saga.undoable(Work.act, Work.undo), Step.andThen(Step.waitFor(Go)))
})
const outer = Workflow.make("outer", {
  ...border,
  body: pipe(
    Saga.undoable(pipe(Work.act, Step.label("own")), Work.undo),
    Step.as("in"),
    Step.andThen(Saga.undoable(Step.call(inner), Work.undo))
  )
})
const starter = Workflow.make("starter", {
  ...border,
  effect: "irreversible",
  body: Saga.pivot(Step.detach(inner))
})
const shaky = Workflow.make("shaky", { ...border, effect: "readonly", error: Failed, body: Work.shaky })
const stubborn = Workflow.make("stubborn", {
  ...border,
  effect: "readonly",
  error: Failed,
  body: pipe(Step.call(shaky), Step.retry(4))
})
const self = Workflow.reference("down", {
  version: 1,
  input: t.number,
  output: t.number,
  effect: "readonly"
})
const down = Workflow.make("down", {
  version: 1,
  input: t.number,
  output: t.number,
  effect: "readonly",
  body: Step.if(
    (n: number) => n === 0,
    Step.succeed(0),
    pipe(
      Step.call(self),
      Step.mapInput((n: number) => n - 1),
      Step.map((n) => n + 1)
    )
  )
})

class World {
  readonly calls: Array<string> = []
  failures = 0
  broken = false
  hangs = 0
  readonly gate = new Gate()
  readonly implementations = [
    implement(Work, {
      act: (input) => {
        this.calls.push(`act ${input}`)
        return input
      },
      undo: (input) => {
        if (this.broken) throw new Error("broken")
        this.calls.push(`undo ${input}`)
      },
      shaky: (input, { fail, attempt, runId }) => {
        this.calls.push(`shaky ${runId}`)
        return this.failures-- > 0 ? fail({ _tag: "Failed", attempt }) : input
      },
      hang: async (input) => {
        if (this.hangs++ === 0) await this.gate.passed
        return input
      }
    })
  ]
}

const hanging = Workflow.make("hanging", { ...border, effect: "readonly", body: Work.hang })
const open = (journal: Journal, world: World) =>
  Engine.open({
    journal,
    workflows: [inner, outer, starter, shaky, stubborn, down, hanging],
    implementations: world.implementations
  })

describe.each(journals)("a called workflow on %s", (_, made) => {
  it("is a run of its own, which is waited for across a crash", async () => {
    const { journal, killed } = made()
    const world = new World()
    const engine = await open(journal, world)
    const handle = await engine.start(outer, "x", { id: "o" })
    await turns()

    const report = await handle.query()
    const [position] = report.positions
    expect(position).toMatchObject({ kind: "call", workflow: "inner" })
    const again = await open(killed(), world)
    const { runs } = await again.list({ workflow: "inner" })
    expect(runs).toMatchObject([{ status: "waiting", caller: "o" }])
    await (await again.get(inner, runs[0]?.id ?? "")).signal(Go, "went")

    expect(await (await again.get(outer, "o")).result()).toEqual({ _tag: "Completed", output: "went" })
    expect(world.calls).toEqual(["act x", "act in"])
    await again.close()
  })

  it("is cancelled with its caller, and both undo what they have done", async () => {
    const { journal, killed } = made()
    const world = new World()
    await (await open(journal, world)).start(outer, "x", { id: "o" })
    await turns()
    const again = await open(killed(), world)
    const handle = await again.get(outer, "o")

    await handle.cancel("enough")

    expect(await handle.result()).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    expect(world.calls).toEqual(["act x", "act in", "undo in", "undo x"])
    await again.close()
  })
})

describe("a detached workflow", () => {
  it("goes on when who started it has ended, and is cancelled with it only when that is wanted", async () => {
    const world = new World()
    const engine = await open(inMemory().journal, world)
    const first = await engine.start(starter, "one")
    const second = await engine.start(starter, "two")
    const [one, two] = [await first.result(), await second.result()]
    await turns()

    await first.cancel("no", { detached: false })
    await second.cancel("no", { detached: true })
    await turns()

    const statusOf = async (outcome: typeof one) =>
      (await (await engine.get(inner, outcome._tag === "Completed" ? outcome.output : "")).query()).status
    expect([await statusOf(one), await statusOf(two)]).toEqual(["waiting", "cancelled"])
    await engine.close()
  })
})

describe("a call that is tried again", () => {
  it("is a new run under the same id", async () => {
    const world = new World()
    world.failures = 3
    const engine = await open(inMemory().journal, world)

    const handle = await engine.start(stubborn, "x")

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "x" })
    expect(world.calls.length).toBe(4)
    expect(new Set(world.calls).size).toBe(1)
    expect((await engine.list({ workflow: "shaky" })).runs.length).toBe(1)
    await engine.close()
  })
})

describe("a workflow that calls itself", () => {
  it("2,000 levels deep comes back, also when the process is killed on the way", async () => {
    const { journal, killed } = inMemory()
    const world = new World()
    const engine = await open(journal, world)
    await engine.start(down, 2000, { id: "deep" })
    const again = await open(killed(), world)

    expect(await (await again.get(down, "deep")).result()).toEqual({ _tag: "Completed", output: 2000 })
    await again.close()
  })
})

describe("a stuck run that was called", () => {
  it("is repaired by resuming its caller, and the caller follows", async () => {
    const { journal, killed } = inMemory()
    const world = new World()
    const engine = await open(journal, world)
    const handle = await engine.start(outer, "x", { id: "o" })
    await turns()
    world.broken = true
    await handle.cancel("no")
    expect(await handle.result()).toMatchObject({ _tag: "Stuck" })
    expect((await engine.list({ status: "stuck" })).runs.length).toBe(2)
    expect((await handle.query()).status).toBe("stuck")

    const again = await open(killed(), world)
    const found = await again.get(outer, "o")
    await found.resume()
    await turns()
    expect((await found.query()).status).toBe("stuck")
    world.broken = false
    await found.resume()
    await turns()

    expect(await found.result()).toMatchObject({ _tag: "Cancelled" })
    expect((await again.list({ status: "stuck" })).runs).toEqual([])
    expect(world.calls).toEqual(["act x", "act in", "undo in", "undo x"])
    expect(await refused(found.resume())).toMatchObject({ code: "durable/not-possible" })
    await again.close()
  })
})

describe("an operation that hangs", () => {
  it("is delivered again when that is asked for, and the late answer of the first is not taken", async () => {
    const world = new World()
    const engine = await open(inMemory().journal, world)
    const handle = await engine.start(hanging, "x")
    await turns()

    expect(await refused(handle.retry("Work.nothing"))).toMatchObject({ code: "durable/not-possible" })
    await handle.retry("Work.hang")

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "x" })
    world.gate.open()
    await turns()
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "x" })
    expect(world.hangs).toBe(2)
    await engine.close()
  })
})
