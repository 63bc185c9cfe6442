import { pipe } from "fp-ts/lib/function.js"
import { run, Saga, Schedule, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, throwing } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

const undosOf = (log: ReadonlyArray<string>): ReadonlyArray<string> =>
  log.filter((entry) => entry.startsWith(">~"))

describe("undo", () => {
  it("does not start before the whole scope is quiet (SAGA-6)", async () => {
    const slow = gate()
    const { provider, does, op, log } = stage({ slow: () => slow.promise, boom: failing("Boom") })

    const pending = run(Step.all([does("a"), does("slow"), op("boom")]), [provider])(0)
    await quiet()
    const before = undosOf(log)
    slow.open()
    await pending

    expect(before).toEqual([])
    expect(undosOf(log)).toEqual([">~a", ">~slow"])
  })

  it("goes backwards, each undo ended before the one of an earlier write starts (SAGA-5)", async () => {
    const { provider, does, op, log } = stage({
      "~a": async () => quiet(),
      "~b": async () => quiet(),
      "~c": async () => quiet(),
      boom: failing("Boom")
    })

    const outcome = await run(chain(does("a"), does("b"), does("c"), op("boom")), [provider])(0)

    expect(log.slice(-6)).toEqual([">~c", "<~c", ">~b", "<~b", ">~a", "<~a"])
    expect(outcome).toMatchObject({ undone: ["Stage.c", "Stage.b", "Stage.a"] })
  })

  it("undoes parallel branches side by side, and what came before them afterwards", async () => {
    const left = gate()
    const right = gate()
    const { provider, does, op, log } = stage({
      "~left": () => left.promise,
      "~right": () => right.promise,
      boom: failing("Boom")
    })
    const step = chain(
      does("first"),
      Step.all([does("left"), chain(does("right"), does("right2"))]),
      op("boom")
    )

    const pending = run(step, [provider])(0)
    await quiet()
    const together = undosOf(log)
    right.open()
    await quiet()
    const half = undosOf(log)
    left.open()
    await pending

    expect(together).toEqual([">~left", ">~right2", ">~right"])
    expect(half).toEqual(together)
    expect(undosOf(log).at(-1)).toBe(">~first")
  })

  it("goes backwards through the turns of a loop and side by side through the items of a list (ITER, TRAV)", async () => {
    const { provider, does, op, log } = stage({ boom: failing("Boom"), "~item": async () => quiet() })
    const loop = pipe(
      Step.begin<unknown>(),
      Step.bind("done", () => 0, does("turn")),
      Step.map((s) => ((s.input as number) < 2 ? left((s.input as number) + 1) : right(0))),
      (body) => Step.iterate(body)
    )
    const items = pipe(
      Step.succeed(["x", "y"]),
      Step.andThen(pipe(does("item"), Step.forEach<unknown, unknown, object>({})))
    )

    const outcome = await run(chain(loop, items as Any, op("boom")), [provider])(0)

    expect(log.filter((entry) => entry.includes("~item"))).toEqual([">~item", ">~item", "<~item", "<~item"])
    expect(outcome).toMatchObject({
      undone: ["Stage.item[0]", "Stage.item[1]", "Stage.turn[2]", "Stage.turn[1]", "Stage.turn[0]"]
    })
  })

  it("is masked: cancelling does not interrupt it, nor does it show in the outcome (SAGA-11)", async () => {
    const controller = new AbortController()
    const slow = gate()
    let aborted: boolean | undefined
    const { provider, does, op } = stage({
      "~b": (_input, { signal }) => slow.promise.then(() => (aborted = signal.aborted)),
      boom: failing("Boom")
    })

    const pending = run(chain(does("a"), does("b"), op("boom")), [provider])(0, { signal: controller.signal })
    await quiet()
    controller.abort()
    slow.open()
    const outcome = await pending

    expect(aborted).toBe(false)
    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.b", "Stage.a"], also: [] })
  })

  it("is masked from the time limit around its scope", async () => {
    const clock = new VirtualClock()
    const { provider, does, op, log } = stage({
      "~a": (_input, context) =>
        new Promise((resolve) => clock.after(1000, () => resolve(context.signal.aborted))),
      boom: failing("Boom")
    })

    const pending = run(pipe(Saga.scope(chain(does("a"), op("boom"))), Step.timeout(100)), [provider], {
      clock
    })(0)
    await clock.advance(2000)
    const outcome = await pending

    expect(log).toContain("<~a")
    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.a"] })
  })

  it("gets the output, a selection, or the input of what it undoes", async () => {
    const inputs: Array<unknown> = []
    const keep = (input: unknown): void => void inputs.push(input)
    const { provider, does, op, undo } = stage({
      a: () => "out a",
      "~a": keep,
      "~b": keep,
      "~c": keep,
      boom: failing("Boom")
    })
    const step = chain(
      does("a"),
      Saga.undoableUsing(op("b"), (input, output) => [input, output], undo("b")),
      Saga.undoableFromStart(op("c"), undo("c")),
      op("boom")
    )

    await run(step, [provider])("in")

    expect(inputs).toEqual(["b", ["out a", "b"], "out a"])
  })
})

describe("an undo owed from the start", () => {
  it("runs when the action failed, threw, or was interrupted", async () => {
    for (const a of [failing("A"), throwing("a bug")]) {
      const { provider, op, undo, log } = stage({ a })

      await run(Saga.undoableFromStart(op("a"), undo("a")), [provider])("in")

      expect(undosOf(log)).toEqual([">~a"])
    }
  })

  it("does not run when the action was never started", async () => {
    const { provider, op, undo, log } = stage({ boom: failing("Boom") })

    await run(Step.all([op("boom"), Saga.undoableFromStart(op("a"), undo("a"))]), [provider])(0)

    expect(undosOf(log)).toEqual([])
  })

  it("runs after what the parts of a composite owe", async () => {
    const { provider, does, op, undo, log } = stage({ b: failing("B") })

    await run(Saga.undoableFromStart(chain(does("a"), op("b")), undo("whole")), [provider])(0)

    expect(undosOf(log)).toEqual([">~a", ">~whole"])
  })
})

describe("a scope", () => {
  it("undoes its part before the failure goes on, and only its part (SAGA-ERR)", async () => {
    const { provider, does, op, log } = stage({ boom: failing("Boom") })

    const outcome = await run(
      chain(
        does("outer"),
        pipe(Saga.scope(chain(does("inner"), op("boom"))), Step.attempt) as Any,
        op("after")
      ),
      [provider]
    )(0)

    expect(outcome._tag).toBe("Completed")
    expect(log).toEqual([
      ">outer",
      "<outer",
      ">inner",
      "<inner",
      ">boom",
      "!boom",
      ">~inner",
      "<~inner",
      ">after",
      "<after"
    ])
  })

  it("hands its debts to the scope around it when it succeeds (SAGA-OK)", async () => {
    const { provider, does, op, log } = stage({ boom: failing("Boom") })

    await run(chain(does("a"), Saga.scope(chain(does("b"), does("c"))), op("boom")), [provider])(0)

    expect(undosOf(log)).toEqual([">~c", ">~b", ">~a"])
  })

  it("that is stopped undoes its part and tells nothing (SAGA-INT)", async () => {
    const slow = gate()
    const { provider, does, op } = stage({ slow: () => slow.promise, boom: failing("Boom") })

    const pending = run(Step.all([Saga.scope(chain(does("a"), does("slow"), op("never"))), op("boom")]), [
      provider
    ])(0)
    slow.open()

    expect(await pending).toMatchObject({
      _tag: "Failed",
      error: { _tag: "Boom" },
      also: [],
      undone: ["Stage.slow", "Stage.a"]
    })
  })

  it("that is sealed drops its debts when it succeeds and pays them when it fails", async () => {
    const sealed = stage({ boom: failing("Boom") })
    const broken = stage({ boom: failing("Boom") })

    await run(chain(Saga.seal(sealed.does("a")) as Any, sealed.op("boom")), [sealed.provider])(0)
    await run(Saga.seal(chain(broken.does("a"), broken.op("boom"))), [broken.provider])(0)

    expect(undosOf(sealed.log)).toEqual([])
    expect(undosOf(broken.log)).toEqual([">~a"])
  })

  it("with an undo of its own replaces those of its parts, once it has succeeded", async () => {
    const whole = stage({ boom: failing("Boom") })
    const part = stage({ boom: failing("Boom") })

    await run(
      chain(Saga.undoable(chain(whole.does("a"), whole.does("b")), whole.undo("whole")), whole.op("boom")),
      [whole.provider]
    )(0)
    await run(Saga.undoable(chain(part.does("a"), part.op("boom")), part.undo("whole")), [part.provider])(0)

    expect(undosOf(whole.log)).toEqual([">~whole"])
    expect(undosOf(part.log)).toEqual([">~a"])
  })
})

describe("an undo that fails", () => {
  const clock = new VirtualClock()

  it("stops the rollback and is owed together with everything before it, last first (SAGA-7)", async () => {
    const { provider, does, op, log } = stage({ "~b": throwing("no"), boom: failing("Boom") })
    const step = chain(does("a"), Step.all([does("p"), does("q")]), does("b"), does("c"), op("boom"))

    const outcome = await run(step, [provider])(0)

    expect(undosOf(log)).toEqual([">~c", ">~b"])
    expect(outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "error", error: { _tag: "Boom" } },
      also: [{ kind: "defect", cause: new Error("no") }],
      undone: ["Stage.c"],
      owed: [
        { of: "Stage.b", input: "b" },
        { of: "Stage.p", input: "p" },
        { of: "Stage.q", input: "q" },
        { of: "Stage.a", input: "a" }
      ]
    })
  })

  it("lets the branch beside it run to the end, but nothing before both", async () => {
    const { provider, does, op, log } = stage({
      "~p": throwing("no"),
      "~q": async () => quiet(),
      boom: failing("Boom")
    })
    const step = chain(does("a"), Step.all([does("p"), chain(does("r"), does("q"))]), op("boom"))

    const outcome = await run(step, [provider])(0)

    expect(undosOf(log)).toEqual([">~p", ">~q", ">~r"])
    expect(outcome).toMatchObject({
      owed: [{ of: "Stage.p" }, { of: "Stage.a" }],
      undone: ["Stage.q", "Stage.r"]
    })
  })

  it("is the only debt left when its policy is to continue", async () => {
    const { provider, does, op } = stage({ "~b": throwing("no"), boom: failing("Boom") })

    const outcome = await run(chain(does("a"), does("b", { otherwise: "continue" }), does("c"), op("boom")), [
      provider
    ])(0)

    expect(outcome).toMatchObject({
      _tag: "Stuck",
      owed: [{ of: "Stage.b", input: "b" }],
      undone: ["Stage.c", "Stage.a"]
    })
    expect(outcome._tag === "Stuck" && outcome.owed.length).toBe(1)
  })

  it("is tried again by its schedule, under one key and with the number of the attempt", async () => {
    const seen: Array<readonly [number, string, number]> = []
    const { provider, does, op } = stage({
      "~a": (_input, { attempt, key }) => {
        seen.push([attempt, key, clock.now()])
        if (attempt < 3) throw new Error("not yet")
      },
      boom: failing("Boom")
    })
    const policy = { retry: Schedule.constant(100) }

    const pending = run(chain(does("a", policy), op("boom")), [provider], { clock })(0)
    await clock.advance(1000)
    const outcome = await pending

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.a"] })
    expect(seen.map(([attempt, , at]) => [attempt, at])).toEqual([
      [1, 0],
      [2, 100],
      [3, 200]
    ])
    expect(new Set(seen.map(([, key]) => key)).size).toBe(1)
  })

  it("can be tried again a hundred thousand times at once", async () => {
    const { provider, does, op } = stage({
      "~a": (_input, { attempt }) => {
        if (attempt < 100_000) throw new Error("not yet")
      },
      boom: failing("Boom")
    })

    const outcome = await run(chain(does("a", { retry: Schedule.constant(0) }), op("boom")), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.a"] })
  })

  it("in an inner saga leaves the debts of the sagas around it owed, last first", async () => {
    const { provider, does, op, log } = stage({ "~b": throwing("no"), boom: failing("Boom") })
    const inner = Saga.scope(chain(does("b"), op("boom")))

    const outcome = await run(chain(does("a"), Saga.scope(chain(does("m"), inner))), [provider])(0)

    expect(undosOf(log)).toEqual([">~b"])
    expect(outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "error", error: { _tag: "Boom" } },
      undone: [],
      owed: [{ of: "Stage.b" }, { of: "Stage.m" }, { of: "Stage.a" }]
    })
  })

  it("in an inner saga whose policy is to continue does not keep the sagas around it from undoing", async () => {
    const { provider, does, op } = stage({ "~b": throwing("no"), boom: failing("Boom") })
    const inner = Saga.scope(chain(does("b", { otherwise: "continue" }), op("boom")))

    const outcome = await run(chain(does("a"), inner), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Stuck", owed: [{ of: "Stage.b" }], undone: ["Stage.a"] })
  })

  it("in a branch leaves the debts of the branches beside it owed (PAR-STUCK)", async () => {
    const { provider, does, op, log } = stage({ "~b": throwing("no"), boom: failing("Boom") })

    const outcome = await run(Step.all([does("a"), Saga.scope(chain(does("b"), op("boom")))]), [provider])(0)

    expect(undosOf(log)).toEqual([">~b"])
    expect(outcome).toMatchObject({ _tag: "Stuck", owed: [{ of: "Stage.b" }, { of: "Stage.a" }] })
  })

  it("because nobody could tell its input is owed as well", async () => {
    const { provider, does, op, undo } = stage()
    const broken = Saga.undoableUsing(
      op("b"),
      (): unknown => {
        throw new Error("no input")
      },
      undo("b")
    )

    const outcome = await run(chain(does("a"), broken), [provider])(0)

    expect(outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "defect", cause: new Error("no input") },
      owed: [{ of: "Stage.b" }, { of: "Stage.a" }],
      undone: []
    })
  })
})

const left = (value: unknown) => ({ _tag: "Left", left: value }) as const
const right = (value: unknown) => ({ _tag: "Right", right: value }) as const
