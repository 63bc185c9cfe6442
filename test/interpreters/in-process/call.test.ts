import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import {
  Codec,
  Event,
  EventBus,
  MissingProvider,
  type Provider,
  run,
  runSync,
  Saga,
  start,
  Step,
  Workflow
} from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, throwing } from "./stage.ts"
import { quiet } from "./virtual-clock.ts"

const unchecked = Codec.unchecked<unknown>()
const border = { version: 1, input: unchecked, output: unchecked, error: unchecked } as const

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

/** A call as a step of the stage. */
const calling = (workflow: Parameters<typeof Step.call>[0]): Any => Step.call(workflow) as never

/** The stage and a workflow that is called on it. */
const both = (stageProvider: Provider<"Stage">, workflow: unknown): ReadonlyArray<Provider<"Stage">> => [
  stageProvider,
  workflow as Provider<"Stage">
]

const Countdown = Workflow.reference("countdown", {
  version: 1,
  effect: "readonly",
  input: t.number,
  output: t.number
})
const countdown = Workflow.make("countdown", {
  version: 1,
  effect: "readonly",
  input: t.number,
  output: t.number,
  body: Step.if(
    (n: number) => n === 0,
    Step.identity<number>(),
    pipe(
      Step.call(Countdown),
      Step.mapInput((n: number) => n - 1)
    )
  )
})

describe("a called workflow", () => {
  it("may call itself", () => {
    expect(runSync(countdown, [countdown])(100)).toEqual({ _tag: "Completed", output: 0 })
  })

  it("that calls itself without end is a defect and no crash", () => {
    expect(runSync(countdown, [countdown])(1e7)).toMatchObject({ _tag: "Defect" })
  })

  it("fails with its error once it has undone its own writes", async () => {
    const { provider, does, reads, log } = stage({ boom: failing("Boom") })
    const inner = Workflow.make("inner", { ...border, body: chain(does("in"), reads("boom")) })

    const outcome = await run(
      pipe(chain(does("out"), calling(inner)), Step.attempt),
      both(provider, inner)
    )(0)

    expect(outcome).toMatchObject({ output: { _tag: "Left", left: { _tag: "Boom" } } })
    expect(log.slice(-2)).toEqual([">~in", "<~in"])
  })

  it("that has completed is not undone by the caller, unless the call is undoable", async () => {
    const { provider, does, op, undo, log } = stage({ boom: failing("Boom") })
    const inner = Workflow.make("inner", { ...border, body: does("in") })

    await run(chain(calling(inner), op("boom")), both(provider, inner))(0)
    const plain = [...log]
    await run(chain(Saga.undoable(calling(inner), undo("call")), op("boom")), both(provider, inner))(0)

    expect(plain.filter((entry) => entry.startsWith(">~"))).toEqual([])
    expect(log.filter((entry) => entry.startsWith(">~"))).toEqual([">~call"])
  })

  it("is cancelled with its caller, and undone before the caller is", async () => {
    const { provider, does, log } = stage()
    const inner = Workflow.make("inner", { ...border, body: chain(does("in"), Step.sleep(Infinity)) })
    const handle = start(chain(does("out"), calling(inner)), both(provider, inner))(0)
    await quiet()

    handle.cancel("enough")

    expect(await handle.outcome).toEqual({
      _tag: "Cancelled",
      reason: "enough",
      also: [],
      undone: ["Stage.out"]
    })
    expect(log.filter((entry) => entry.startsWith(">~"))).toEqual([">~in", ">~out"])
  })

  it("that is stopped because a sibling failed adds nothing to the outcome", async () => {
    const { provider, op } = stage({ boom: async (_input, context) => context.fail({ _tag: "Boom" }) })
    const inner = Workflow.make("inner", { ...border, body: Step.sleep(Infinity) })

    const outcome = await run(Step.all([calling(inner), op("boom")]), both(provider, inner))(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" }, also: [] })
  })

  it("that is stuck makes its caller stuck, with the debts of both", async () => {
    const { provider, does, reads } = stage({ "~in": throwing("no"), boom: failing("Boom") })
    const inner = Workflow.make("inner", { ...border, body: chain(does("in"), reads("boom")) })

    const outcome = await run(chain(does("out"), calling(inner)), both(provider, inner))(0)

    expect(outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "error", error: { _tag: "Boom" } },
      owed: [
        { of: "call:inner/Stage.in", input: "in" },
        { of: "Stage.out", input: "out" }
      ],
      undone: []
    })
  })

  it("with a defect is a defect of the call", async () => {
    const { provider, reads } = stage({ bug: throwing("bug") })
    const inner = Workflow.make("inner", { ...border, body: reads("bug") })

    expect(await run(Step.attempt(calling(inner)), both(provider, inner))(0)).toMatchObject({
      _tag: "Defect",
      cause: new Error("bug"),
      at: "call:inner/Stage.read-bug"
    })
  })

  it("is the version that the call names", async () => {
    const make = (version: number) => Workflow.make("w", { ...border, version, body: Step.succeed(version) })
    const [one, two] = [make(1), make(2)]

    const outcome = await run(Step.all([Step.call(one), Step.call(two)]), [one, two])(0)

    expect(outcome).toEqual({ _tag: "Completed", output: [1, 2] })
    expect(() => run(Step.call(two), [one])).toThrow(MissingProvider)
  })

  it("has an id of its own that is the same for every attempt at the call", async () => {
    const ids: Array<string> = []
    const keys: Array<string> = []
    const { provider, reads } = stage({
      x: (_input, { runId, key, fail }) => {
        ids.push(runId)
        keys.push(key)
        return fail({ _tag: "X" })
      }
    })
    const inner = Workflow.make("inner", { ...border, body: reads("x") })
    const step = pipe(calling(inner), Step.retry(2))

    await run(step, both(provider, inner))(0, { id: "r" })
    await run(Step.forEach()(calling(inner)), both(provider, inner))([1] as never, { id: "r" })

    expect(ids).toEqual(["1:r:call:inner", "1:r:call:inner", "1:r:call:inner", "1:r:call:inner[0]"])
    expect(new Set(keys).size).toBe(2)
  })

  it("shares the events of its caller", async () => {
    const Go = Event.make("Go", { payload: t.number })
    const inner = Workflow.make("inner", { ...border, body: Step.waitFor(Go) })
    const handle = start(Step.all([Step.call(inner), Step.waitFor(Go)]), [inner])(0)
    await quiet()

    handle.emit(Go, 1)
    handle.emit(Go, 2)

    expect(await handle.outcome).toEqual({ _tag: "Completed", output: [1, 2] })
  })
})

describe("a detached workflow", () => {
  it("is not waited for, and neither its failure nor a cancellation of the caller reaches the other", async () => {
    const slow = gate()
    const { provider, op, reads, log } = stage({ slow: () => slow.promise, boom: failing("Boom") })
    const inner = Workflow.make("inner", { ...border, body: chain(reads("slow"), reads("boom")) })

    const outcome = await run(
      pipe(Step.detach(inner) as never as Any, Step.andThen(op("next"))),
      both(provider, inner)
    )(0, { id: "r" })
    slow.open()
    await quiet()

    expect(outcome).toEqual({ _tag: "Completed", output: "next" })
    expect(log).toEqual([">slow", ">next", "<next", "<slow", ">boom", "!boom"])
  })

  it("gives the id of its run", async () => {
    const events = new EventBus()
    const inner = Workflow.make("inner", { ...border, effect: "readonly", body: Step.succeed(1) })

    expect(await run(Step.detach(inner), [inner], { events })(0, { id: "r" })).toEqual({
      _tag: "Completed",
      output: "1:r:call:inner"
    })
  })
})
