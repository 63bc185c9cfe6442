import { pipe } from "fp-ts/lib/function.js"
import { run, runSync, Saga, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, thenable } from "./stage.ts"
import { quiet } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

describe("a sequence", () => {
  it("owes nothing for an operation that failed (ACT-ERR)", async () => {
    const { provider, does, log } = stage({ b: failing("B") })

    const outcome = await run(chain(does("a"), does("b")), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "B" }, undone: ["Stage.a"], also: [] })
    expect(log).toEqual([">a", "<a", ">b", "!b", ">~a", "<~a"])
  })

  it("skips what follows a failure, pure functions included (SEQ-X)", () => {
    const { provider, op } = stage({ a: failing("A") })
    let touched = false
    const step = pipe(
      op("a"),
      Step.map(() => {
        touched = true
        return 1
      })
    )

    expect(runSync(step, [provider])(0)._tag).toBe("Failed")
    expect(touched).toBe(false)
  })

  it("runs the pure functions but no operation after a stop (SEQ-INT)", async () => {
    const slow = gate()
    const seen: Array<unknown> = []
    const { provider, op, does, log } = stage({ slow: () => slow.promise, boom: failing("Boom") })
    const watched = pipe(
      does("slow"),
      Step.map((value) => {
        seen.push(value)
        return value
      }),
      Step.andThen(op("never"))
    )

    const pending = run(Step.all([watched, op("boom")]), [provider])(0)
    slow.open("late")
    const outcome = await pending

    expect(seen).toEqual(["late"])
    expect(log).toEqual([">slow", ">boom", "!boom", "<slow", ">~slow", "<~slow"])
    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.slow"] })
  })
})

describe("a failure", () => {
  it("stops an all within an all, a forEach within an all, and cousins, at once (PAR-ERR)", async () => {
    const gates = { left: gate(), item: gate(), cousin: gate() }
    const { provider, op, log } = stage({
      left: () => gates.left.promise,
      item: () => gates.item.promise,
      cousin: () => gates.cousin.promise,
      boom: async (_input, context) => context.fail({ _tag: "Boom" })
    })
    const step = Step.all([
      Step.all([chain(op("left"), op("left-next")), chain(op("cousin"), op("cousin-next"))]),
      pipe(
        Step.succeed([1, 2, 3]),
        Step.andThen(
          pipe(
            op("item"),
            Step.andThen(op("item-next")),
            Step.forEach<unknown, unknown, { concurrency: 1 }>({ concurrency: 1 })
          )
        )
      ),
      Step.all([op("boom")])
    ])

    const pending = run(step, [provider])(0)
    await quiet()
    for (const { open } of Object.values(gates)) open()
    const outcome = await pending

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" } })
    expect(log.filter((entry) => entry.startsWith(">"))).toEqual([">left", ">cousin", ">item", ">boom"])
  })

  it("does not start the branches that come after a branch that fails at once", async () => {
    const { provider, op, log } = stage({ a: failing("A") })

    await run(Step.all([op("a"), op("b")]), [provider])(0)

    expect(log).toEqual([">a", "!a"])
  })

  it("waits for started operations to run to their outcome before it goes on", async () => {
    const slow = gate()
    const { provider, does, op } = stage({ slow: () => slow.promise, boom: failing("Boom") })
    let ended = false

    const pending = run(Step.all([does("slow"), op("boom")]), [provider])(0).then((outcome) => {
      ended = true
      return outcome
    })
    await quiet()
    const before = ended
    slow.open()
    const outcome = await pending

    expect(before).toBe(false)
    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.slow"] })
  })

  it("does not wait for a readonly operation that has been started", async () => {
    const { provider, reads, op } = stage({ never: () => gate().promise, boom: failing("Boom") })

    const outcome = await run(Step.all([reads("never"), op("boom")]), [provider])(0)

    expect(outcome._tag).toBe("Failed")
  })

  it("does not wait for a readonly thenable either", async () => {
    const { provider, reads, op } = stage({
      never: () => thenable(gate().promise),
      boom: async (_input, context) => context.fail({ _tag: "Boom" })
    })

    const outcome = await run(Step.all([reads("never"), op("boom")]), [provider])(0)

    expect(outcome._tag).toBe("Failed")
  })

  it("does not wait for a readonly operation that stops the run by itself", async () => {
    const controller = new AbortController()
    const { provider, reads } = stage({
      self: () => {
        controller.abort("enough")
        return gate().promise
      }
    })

    const outcome = await run(reads("self"), [provider])(0, { signal: controller.signal })

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
  })

  it("comes first, and the ones after it are attached in their order", async () => {
    const one = gate()
    const two = gate()
    const { provider, op } = stage({
      a: async (_input, context) => {
        await two.promise
        return context.fail({ _tag: "A" })
      },
      b: async (_input, context) => {
        await one.promise
        return context.fail({ _tag: "B" })
      },
      c: failing("C")
    })

    const pending = run(Step.all([op("a"), op("b"), op("c")]), [provider])(0)
    await quiet()
    one.open()
    await quiet()
    two.open()
    const outcome = await pending

    expect(outcome).toMatchObject({
      _tag: "Failed",
      error: { _tag: "C" },
      also: [
        { kind: "error", error: { _tag: "B" }, at: "Stage.b" },
        { kind: "error", error: { _tag: "A" }, at: "Stage.a" }
      ]
    })
  })

  it("of a branch that was told to stop and says so is not a failure", async () => {
    const { provider, plain, op } = stage({
      obedient: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error))
        }),
      boom: async (_input, context) => context.fail({ _tag: "Boom" })
    })

    const plainly = await run(Step.all([plain("obedient"), op("boom")]), [provider])(0)
    const carried = await run(
      Step.all([
        pipe(
          Step.identity<unknown>(),
          Step.tap((x) => x, plain("obedient"))
        ),
        op("boom")
      ]),
      [provider]
    )(0)
    const nested = await run(Step.all([Step.all([plain("obedient")]), op("boom")]), [provider])(0)

    for (const outcome of [plainly, carried, nested])
      expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" }, also: [] })
  })
})

describe("attempt", () => {
  it("keeps what its step owes: forward recovery (ATT)", async () => {
    const { provider, does, op } = stage({ b: failing("B"), boom: failing("Boom") })

    const outcome = await run(pipe(chain(does("a"), does("b")), Step.attempt, Step.andThen(op("boom"))), [
      provider
    ])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" }, undone: ["Stage.a"] })
  })

  it("bounds how far a failure reaches: what is outside goes on", async () => {
    const { provider, op, log } = stage({ boom: failing("Boom"), slow: async () => undefined })

    const outcome = await run(
      Step.all({ inner: Step.attempt(op("boom")), outer: chain(op("slow"), op("next")) }),
      [provider]
    )(0)

    expect(outcome).toMatchObject({
      _tag: "Completed",
      output: { inner: { _tag: "Left", left: { _tag: "Boom" } } }
    })
    expect(log).toContain("<next")
  })

  it("stops everything within it before it gives the failure", async () => {
    const slow = gate()
    const { provider, op, log } = stage({ slow: () => slow.promise, boom: failing("Boom") })

    const pending = run(
      pipe(Step.all([chain(op("slow"), op("never")), op("boom")]), Step.attempt, Step.andThen(op("after"))),
      [provider]
    )(0)
    await quiet()
    const before = [...log]
    slow.open()
    await pending

    expect(before).toEqual([">slow", ">boom", "!boom"])
    expect(log.slice(3)).toEqual(["<slow", ">after", "<after"])
  })

  it("lets defects, cancellation and stuck pass", async () => {
    const controller = new AbortController()
    const { provider, op, does } = stage({
      bug: () => {
        throw new Error("bug")
      },
      wait: () => {
        controller.abort("enough")
        return undefined
      },
      boom: failing("Boom"),
      "~a": () => {
        throw new Error("no undo")
      }
    })
    const defect = await run(Step.attempt(op("bug")), [provider])(0)
    const cancelled = await run(Step.attempt(chain(op("wait"), op("never"))), [provider])(0, {
      signal: controller.signal
    })
    const stuck = await run(Step.attempt(Saga.scope(chain(does("a"), op("boom")))), [provider])(0)

    expect(defect).toMatchObject({ _tag: "Defect", at: "Stage.bug" })
    expect(cancelled).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    expect(stuck).toMatchObject({ _tag: "Stuck", owed: [{ of: "Stage.a", input: "a" }] })
  })
})
