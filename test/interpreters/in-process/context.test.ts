import { pipe } from "fp-ts/lib/function.js"
import { type Observation, run, runSync, Saga, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, stage } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

describe("the context of a call", () => {
  it("tells the run, the node, the key and the attempt", () => {
    let told: object = {}
    const { provider, op } = stage({
      a: (_input, { runId, nodeId, key, attempt, signal }) => {
        told = { runId, nodeId, key, attempt, aborted: signal.aborted }
      }
    })

    runSync(pipe(op("a"), Step.label("x/y"), Step.label("outer")), [provider], { newId: () => "run-1" })(0)

    expect(told).toEqual({
      runId: "run-1",
      nodeId: "outer/x%2Fy/Stage.a",
      key: "5:run-1:outer/x%2Fy/Stage.a",
      attempt: 1,
      aborted: false
    })
  })

  it("has a key that no other call of the run has, undos included, and that is the same in the next run of that id", async () => {
    const keys: Array<string> = []
    const take = (_input: unknown, { key }: { readonly key: string }): void => void keys.push(key)
    const { provider, does, op } = stage({ a: take, "~a": take, b: take, "~b": take, boom: failing("Boom") })
    const step = chain(
      does("a"),
      pipe(does("a"), Step.label("again")),
      pipe(
        Step.succeed(["x", "y"]),
        Step.andThen(pipe(Step.all([does("b"), pipe(does("b"), Step.label("right"))]), Step.forEach()))
      ),
      op("boom")
    )

    await run(step, [provider])(0, { id: "r" })
    const first = keys.splice(0)
    await run(step, [provider])(0, { id: "r" })
    await run(step, [provider])(0, { id: "other" })

    expect(first).toHaveLength(12)
    expect(new Set(first).size).toBe(12)
    expect(keys.slice(0, 12)).toEqual(first)
    expect(new Set(keys).size).toBe(24)
  })

  it("has keys that two runs with odd ids cannot share", async () => {
    const keys: Array<string> = []
    const { provider, op } = stage({ a: (_input, { key }) => keys.push(key) })

    await run(pipe(op("a"), Step.label("b:c")), [provider])(0, { id: "a" })
    await run(pipe(op("a"), Step.label("c")), [provider])(0, { id: "a:b" })

    expect(new Set(keys).size).toBe(2)
  })

  it("has a signal that is aborted when the scope of the call stops, and not when one inside does", async () => {
    const aborted: Array<string> = []
    const wait =
      (name: string) =>
      (_input: unknown, { signal }: { readonly signal: AbortSignal }) => {
        signal.addEventListener("abort", () => aborted.push(name))
        return quiet()
      }
    const { provider, op } = stage({ outer: wait("outer"), inner: wait("inner"), boom: failing("Boom") })

    await run(Step.all([op("outer"), Step.attempt(Step.all([op("inner"), op("boom")]))]), [provider])(0)

    expect(aborted).toEqual(["inner"])
  })
})

describe("an observer", () => {
  const watch = async (step: Any, stages: ReturnType<typeof stage>, clock = new VirtualClock()) => {
    const seen: Array<Observation> = []
    const pending = run(step, [stages.provider], { clock, observe: (event) => seen.push(event) })("in", {
      id: "r"
    })
    await clock.advance(100)
    await pending
    return seen
  }

  it("is told of starts and ends, with the input, the output and the time", async () => {
    const real = stage()
    const call = { node: "Stage.a", operation: "Stage.a", undoing: false, attempt: 1, input: "x" }
    const told = await watch(chain(pipe(Step.sleep(5), Step.as("x")), real.op("a")), real)

    expect(told).toEqual([
      { kind: "waiting", node: "sleep", runId: "r", at: 0 },
      { kind: "woken", node: "sleep", runId: "r", at: 5 },
      { kind: "started", ...call, runId: "r", at: 5 },
      { kind: "succeeded", ...call, output: "a", runId: "r", at: 5 }
    ])
  })

  it("is told of retries, failures and undos", async () => {
    const acts = stage({ boom: failing("Boom") })
    const cause = { kind: "error", error: { _tag: "Boom" }, at: "Stage.boom" }

    const seen = await watch(Saga.scope(chain(acts.does("a"), pipe(acts.op("boom"), Step.retry(1)))), acts)

    expect(seen.map(({ runId: _runId, at: _at, ...rest }) => rest)).toMatchObject([
      { kind: "started", node: "Stage.a" },
      { kind: "succeeded", node: "Stage.a" },
      { kind: "started", node: "Stage.boom", attempt: 1 },
      { kind: "failed", node: "Stage.boom", cause },
      { kind: "retrying", attempt: 2, delay: 0, cause },
      { kind: "started", node: "Stage.boom", attempt: 2 },
      { kind: "failed", node: "Stage.boom", cause },
      { kind: "undoing", scope: "" },
      { kind: "started", node: "Stage.a/undo/Stage.undo-a", undoing: true, input: "a" },
      { kind: "succeeded", node: "Stage.a/undo/Stage.undo-a", undoing: true }
    ])
  })

  it("is told of defects as failures, and of operations that obey their signal as cancelled", async () => {
    const acts = stage({
      bug: async () => Promise.reject(new Error("bug")),
      obedient: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error))
        })
    })

    const seen = await watch(Step.all([acts.op("obedient"), acts.op("bug")]), acts)

    expect(seen.filter(({ kind }) => kind === "failed")).toMatchObject([
      { node: "Stage.bug", cause: { kind: "defect", cause: new Error("bug") } },
      { node: "Stage.obedient", cause: { kind: "cancelled" } }
    ])
  })

  it("does not change what happens", async () => {
    const plain = stage({ boom: failing("Boom") })
    const watched = stage({ boom: failing("Boom") })
    const step = (on: typeof plain): Any => chain(on.does("a"), Step.all([on.does("b"), on.op("boom")]))

    const one = await run(step(plain), [plain.provider])(0)
    const other = await run(step(watched), [watched.provider], { observe: () => undefined })(0)

    expect(other).toEqual(one)
    expect(watched.log).toEqual(plain.log)
  })
})
