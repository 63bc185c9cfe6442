import { pipe } from "fp-ts/lib/function.js"
import { EventBus, Event, Codec, run, runSync, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, throwing } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

describe("race", () => {
  it("undoes the loser before the outcome goes on (RACE)", async () => {
    const slow = gate()
    const { provider, does, op, log } = stage({ slow: () => slow.promise, fast: async () => "fast" })
    const step = pipe(
      Step.race({ slow: chain(does("slow"), op("never")), fast: op("fast") }),
      Step.andThen(op("after"))
    )

    const pending = run(step, [provider])(0)
    await quiet()
    const before = [...log]
    slow.open()
    await pending

    expect(before).toEqual([">slow", ">fast", "<fast"])
    expect(log.slice(3)).toEqual(["<slow", ">~slow", "<~slow", ">after", "<after"])
  })

  it("tells the loser by its signal and waits for one that ignores it", async () => {
    const deaf = gate()
    let told = false
    const { provider, op } = stage({
      deaf: (_input, { signal }) => {
        signal.addEventListener("abort", () => (told = true))
        return deaf.promise
      },
      fast: async () => "fast"
    })
    let ended = false

    const pending = run(Step.race({ deaf: op("deaf"), fast: op("fast") }), [provider])(0).then((outcome) => {
      ended = true
      return outcome
    })
    await quiet()
    const before = { told, ended }
    deaf.open()

    expect(before).toEqual({ told: true, ended: false })
    expect(await pending).toMatchObject({ output: { _tag: "fast", value: "fast" } })
  })

  it("does not wait for a readonly loser that never settles", async () => {
    const { provider, op, reads } = stage({ never: () => gate().promise, fast: async () => "fast" })

    const outcome = await run(Step.race({ never: reads("never"), fast: op("fast") }), [provider])(0)

    expect(outcome).toMatchObject({ output: { _tag: "fast" } })
  })

  it("is won by the first branch that need not wait, and the ones after it are not started", () => {
    const { provider, op, log } = stage()

    const outcome = runSync(Step.race({ a: op("a"), b: op("b") }), [provider])(0)

    expect(outcome).toEqual({ _tag: "Completed", output: { _tag: "a", value: "a" } })
    expect(log).toEqual([">a", "<a"])
  })

  it("fails with the first branch that settles when that one fails, keeping what that one owes", async () => {
    const slow = gate()
    const { provider, does, op, log } = stage({ slow: () => slow.promise, boom: failing("Boom") })

    const pending = run(
      pipe(Step.race({ slow: does("slow"), boom: chain(does("a"), op("boom")) }), Step.attempt),
      [provider]
    )(0)
    slow.open()
    const outcome = await pending

    expect(outcome).toMatchObject({ _tag: "Completed", output: { _tag: "Left", left: { _tag: "Boom" } } })
    expect(log.filter((entry) => entry.startsWith(">~"))).toEqual([">~slow"])
  })

  it("keeps what the winner owes", async () => {
    const { provider, does, op } = stage({ boom: failing("Boom") })

    const outcome = await run(chain(Step.race({ a: does("a"), b: does("b") }), op("boom")), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.a"] })
  })

  it("is stuck when a loser cannot be undone, whoever won", async () => {
    const slow = gate()
    const { provider, does, op } = stage({ slow: () => slow.promise, "~slow": throwing("no") })

    const pending = run(chain(does("a"), Step.race({ slow: does("slow"), fast: op("fast") })), [provider])(0)
    slow.open("s")

    expect(await pending).toMatchObject({
      _tag: "Stuck",
      owed: [{ of: "Stage.slow", input: "s" }, { of: "Stage.a" }],
      undone: []
    })
  })

  it("with a defect in the first branch that settles is a defect", async () => {
    const { provider, op } = stage({ bug: throwing("bug"), never: () => gate().promise })

    const outcome = await run(Step.race({ bug: op("bug"), never: op("never") }), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Defect", at: "Stage.bug", cause: new Error("bug") })
  })

  it("of nobody waits until it is told to stop", async () => {
    const controller = new AbortController()

    const pending = run(Step.race({}))(0, { signal: controller.signal })
    await quiet()
    controller.abort("enough")

    expect(await pending).toMatchObject({ _tag: "Cancelled", reason: "enough" })
  })

  it("that is stopped from outside leaves all debts to the scope around it", async () => {
    const slow = gate()
    const { provider, does, op, log } = stage({
      slow: () => slow.promise,
      boom: async (_input, context) => context.fail({ _tag: "Boom" }),
      never: () => gate().promise
    })

    const pending = run(
      Step.all([
        Step.race({ one: chain(does("a"), does("slow")), two: chain(does("b"), Step.sleep(Infinity)) }),
        op("boom")
      ]),
      [provider]
    )(0)
    await quiet()
    const before = log.filter((entry) => entry.startsWith(">~"))
    slow.open()

    expect(before).toEqual([])
    expect(await pending).toMatchObject({
      _tag: "Failed",
      also: [],
      undone: ["Stage.slow", "Stage.a", "Stage.b"]
    })
  })
})

describe("waitForAny", () => {
  it("takes one event only, even when two come at the same moment", async () => {
    const Paid = Event.make("Paid", { payload: Codec.unchecked<number>() })
    const Left = Event.make("Left", { payload: Codec.unchecked<string>() })
    const events = new EventBus()

    const choosing = run(Step.waitForAny({ left: Left, paid: Paid }), [], { events })(undefined)
    events.emit(Paid, 1)
    events.emit(Left, "kept")
    const chosen = await choosing
    const after = await run(Step.waitFor(Left), [], { events })(undefined)

    expect(chosen).toMatchObject({ output: { _tag: "paid", value: 1 } })
    expect(after).toMatchObject({ output: "kept" })
  })

  it("under a time limit takes no event once the limit is over", async () => {
    const clock = new VirtualClock()
    const Paid = Event.make("Paid", { payload: Codec.unchecked<number>() })
    const events = new EventBus()
    clock.after(10, () => events.emit(Paid, 1))

    const late = run(pipe(Step.waitFor(Paid), Step.timeout(10)), [], { events, clock })(undefined)
    clock.after(10, () => events.emit(Paid, 2))
    await clock.advance(10)

    expect(await late).toMatchObject({ _tag: "Completed", output: 1 })
    expect(await run(Step.waitFor(Paid), [], { events })(undefined)).toMatchObject({ output: 2 })
  })
})

describe("quorum", () => {
  const three = (outcomes: Readonly<Record<"a" | "b" | "c", "ok" | "fails">>, tolerate?: number) => {
    const acts = Object.fromEntries(
      Object.entries(outcomes).map(([name, how]) => [name, how === "ok" ? async () => name : failing(name)])
    )
    const { provider, does, log } = stage(acts)
    const branches = { a: does("a"), b: does("b"), c: does("c") }
    const step = Step.quorum(2, branches, tolerate === undefined ? {} : { tolerate })
    return { outcome: run(step, [provider])(0), log }
  }

  it("gives the outputs of the first that are needed, and undoes the others", async () => {
    const { outcome, log } = three({ a: "ok", b: "ok", c: "ok" })

    expect(await outcome).toEqual({ _tag: "Completed", output: { a: "a", b: "b" } })
    expect(log.filter((entry) => entry.startsWith(">~"))).toEqual([">~c"])
  })

  it("tolerates as many failures as leave it reachable", async () => {
    expect(await three({ a: "fails", b: "ok", c: "ok" }).outcome).toMatchObject({
      output: { b: "b", c: "c" }
    })
    expect(await three({ a: "fails", b: "fails", c: "ok" }).outcome).toMatchObject({
      _tag: "Failed",
      error: { _tag: "a" },
      also: [{ error: { _tag: "b" } }]
    })
  })

  it("fails at the first failure when it tolerates none, and cannot tolerate too many", async () => {
    expect(await three({ a: "fails", b: "ok", c: "ok" }, 0).outcome).toMatchObject({ _tag: "Failed" })
    expect(await three({ a: "fails", b: "fails", c: "ok" }, 9).outcome).toMatchObject({ _tag: "Failed" })
  })

  it("that fails undoes those that succeeded and keeps what those that failed owe", async () => {
    const { provider, does, op } = stage({ x: failing("X") })
    const step = Step.quorum(2, { good: does("good"), bad: chain(does("part"), op("x")), worse: op("x") })

    const outcome = await run(pipe(step, Step.attempt, Step.andThen(op("x"))), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Stage.good", "Stage.part"] })
  })

  it("that is stopped after a tolerated failure hands on neither the failure nor any undo of its own", async () => {
    const slow = gate()
    const { provider, does, op, log } = stage({
      slow: () => slow.promise,
      x: failing("X"),
      boom: async (_input, context) => context.fail({ _tag: "Boom" })
    })
    const step = Step.all([
      Step.attempt(
        Step.quorum(1, { bad: chain(does("part"), op("x")), good: chain(does("done"), Step.sleep(Infinity)) })
      ),
      does("slow"),
      op("boom")
    ])

    const pending = run(step, [provider])(0)
    await quiet()
    const before = log.filter((entry) => entry.startsWith(">~"))
    slow.open()
    const outcome = await pending

    expect(before).toEqual([])
    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" }, also: [] })
    expect(outcome).toHaveProperty("undone.length", 3)
  })
})

describe("timeout and deadline", () => {
  it("give the output of a step that ends in time, and leave no timer behind", async () => {
    const clock = new VirtualClock()

    const pending = run(pipe(Step.sleep(50), Step.as("done"), Step.timeout(100)), [], { clock })(0)
    await clock.advance(50)

    expect(await pending).toEqual({ _tag: "Completed", output: "done" })
    expect(clock.pending).toBe(0)
  })

  it("stop and undo a step that takes longer", async () => {
    const clock = new VirtualClock()
    const { provider, does, op, log } = stage()
    const step = chain(does("a"), Step.sleep(1000), op("never"))

    const timed = run(pipe(step, Step.timeout(100)), [provider], { clock })(0)
    await clock.advance(100)
    const due = run(pipe(step, Step.deadline(new Date(200))), [provider], { clock })(0)
    await clock.advance(100)

    for (const outcome of [await timed, await due])
      expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "TimedOut" }, undone: ["Stage.a"] })
    expect(log).not.toContain(">never")
    expect(clock.pending).toBe(0)
  })

  it("abort the signal of an operation that is under way, and wait for it", async () => {
    const clock = new VirtualClock()
    const { provider, plain } = stage({
      slow: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error))
        })
    })

    const pending = run(pipe(plain("slow"), Step.timeout(100)), [provider], { clock })(0)
    await clock.advance(100)

    expect(await pending).toMatchObject({ _tag: "Failed", error: { _tag: "TimedOut" }, also: [] })
  })

  it("of Infinity never fires", async () => {
    expect(await run(pipe(Step.succeed(1), Step.pause(1), Step.timeout(Infinity)))(0)).toEqual({
      _tag: "Completed",
      output: 1
    })
  })
})

describe("forEach with until", () => {
  const until = (need: number) => ({ until: (outputs: ReadonlyArray<unknown>) => outputs.length >= need })

  it("stops as soon as it is enough: keeps the outputs in order and undoes the others", async () => {
    const gates = [gate(), gate(), gate()]
    const { provider, does, log } = stage({ item: (input: number) => gates[input]?.promise })

    const pending = run(
      pipe(does("item"), Step.andThen(Step.identity()), Step.forEach<unknown, unknown, object>(until(2))),
      [provider]
    )([0, 1, 2])
    gates[2]?.open("c")
    await quiet()
    gates[0]?.open("a")
    await quiet()
    gates[1]?.open("b")
    const outcome = await pending

    expect(outcome).toEqual({ _tag: "Completed", output: ["a", "c"] })
    expect(log.filter((entry) => entry === ">~item")).toHaveLength(1)
  })

  it("does not start more items once it is enough", () => {
    const { provider, op, log } = stage()

    runSync(pipe(op("item"), Step.forEach<unknown, unknown, object>({ ...until(2), concurrency: 1 })), [
      provider
    ])([1, 2, 3, 4])

    expect(log.filter((entry) => entry === ">item")).toHaveLength(2)
  })

  it("stops cousins at once when an item fails, and leaves its debts to the scope around", async () => {
    const slow = gate()
    const cousin = gate()
    const { provider, does, op, log } = stage({
      item: (input: number, context) => (input === 0 ? slow.promise : context.fail({ _tag: "Item" })),
      cousin: () => cousin.promise
    })
    const items = pipe(does("item"), Step.forEach<unknown, unknown, object>(until(5)))

    const pending = run(
      Step.all([pipe(Step.succeed([0, 1]), Step.andThen(items)), chain(does("cousin"), op("never"))]),
      [provider]
    )(0)
    cousin.open()
    await quiet()
    const before = [...log]
    slow.open()

    expect(await pending).toMatchObject({ _tag: "Failed", error: { _tag: "Item" }, also: [] })
    expect(before).not.toContain(">never")
    expect(before.filter((entry) => entry.startsWith(">~"))).toEqual([])
  })

  it("whose condition throws waits for the items under way and undoes what was done", async () => {
    const slow = gate()
    const { provider, does } = stage({ item: (input: number) => (input === 0 ? slow.promise : "fast") })
    const step = pipe(
      does("item"),
      Step.forEach<unknown, unknown, object>({
        until: () => {
          throw new Error("until")
        }
      })
    )

    const pending = run(step, [provider])([0, 1])
    await quiet()
    slow.open()
    const outcome = await pending

    expect(outcome).toMatchObject({
      _tag: "Defect",
      cause: new Error("until"),
      undone: ["Stage.item[0]", "Stage.item[1]"]
    })
  })

  it("works on ten thousand items", async () => {
    const { provider, op } = stage({ item: async (input) => input })
    const items = Array.from({ length: 10_000 }, (_, index) => index)

    const outcome = await run(
      pipe(op("item"), Step.forEach<unknown, unknown, object>({ ...until(10_000), concurrency: 50 })),
      [provider]
    )(items)

    expect(outcome).toEqual({ _tag: "Completed", output: items })
  })

  it("keeps the order in which the items were done when they are undone one at a time", async () => {
    const { provider, does, op } = stage({ boom: failing("Boom") })
    const items = pipe(
      does("item"),
      Step.forEach<unknown, unknown, object>({ ...until(2), concurrency: 1 }),
      (step) => step as Any
    )

    const outcome = await run(pipe(items, Step.andThen(op("boom"))), [provider])([1, 2, 3])

    expect(outcome).toMatchObject({ undone: ["Stage.item[1]", "Stage.item[0]"] })
  })
})
