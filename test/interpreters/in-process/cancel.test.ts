import { pipe } from "fp-ts/lib/function.js"
import { Codec, Event, EventBus, run, runSync, Schedule, start, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, throwing } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

describe("a run that is cancelled", () => {
  it("before its start starts nothing", async () => {
    const { provider, does, log } = stage()

    const outcome = await run(does("a"), [provider])(0, { signal: AbortSignal.abort("early") })

    expect(outcome).toEqual({ _tag: "Cancelled", reason: "early", also: [], undone: [] })
    expect(log).toEqual([])
  })

  it("during an operation waits for it, then undoes everything", async () => {
    const controller = new AbortController()
    const slow = gate()
    const { provider, does, op, log } = stage({ slow: () => slow.promise })

    const pending = run(chain(does("a"), does("slow"), op("never")), [provider])(0, {
      signal: controller.signal
    })
    controller.abort("enough")
    await quiet()
    const before = [...log]
    slow.open()

    expect(await pending).toEqual({
      _tag: "Cancelled",
      reason: "enough",
      also: [],
      undone: ["Stage.slow", "Stage.a"]
    })
    expect(before).toEqual([">a", "<a", ">slow"])
  })

  it("during its last operation still completes: the work is done", async () => {
    const controller = new AbortController()
    const slow = gate()
    const { provider, does } = stage({ slow: () => slow.promise })

    const pending = run(does("slow"), [provider])(0, { signal: controller.signal })
    controller.abort()
    slow.open("done")

    expect(await pending).toEqual({ _tag: "Completed", output: "done" })
  })

  it("during a sleep wakes at once and leaves no timer behind", async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    const { provider, does } = stage()

    const pending = run(chain(does("a"), Step.sleep(1e9)), [provider], { clock })(0, {
      signal: controller.signal
    })
    controller.abort("enough")

    expect(await pending).toMatchObject({ _tag: "Cancelled", undone: ["Stage.a"] })
    expect(clock.pending).toBe(0)
  })

  it("during the delay before a retry wakes at once", async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    const { provider, op, log } = stage({ x: failing("X") })

    const pending = run(pipe(op("x"), Step.retry(Schedule.constant(1e9))), [provider], { clock })(0, {
      signal: controller.signal
    })
    controller.abort("enough")

    expect(await pending).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    expect(log).toEqual([">x", "!x"])
    expect(clock.pending).toBe(0)
  })

  it("during a wait consumes no event", async () => {
    const controller = new AbortController()
    const events = new EventBus()
    const Paid = Event.make("Paid", { payload: Codec.unchecked<number>() })

    const pending = run(Step.waitFor(Paid), [], { events })(undefined, { signal: controller.signal })
    controller.abort()
    events.emit(Paid, 7)

    expect((await pending)._tag).toBe("Cancelled")
    expect(await run(Step.waitFor(Paid), [], { events })(undefined)).toMatchObject({ output: 7 })
  })

  it("after its end changes nothing", async () => {
    const controller = new AbortController()
    const { provider, does } = stage()

    const outcome = await run(does("a"), [provider])(0, { signal: controller.signal })
    controller.abort()
    await quiet()

    expect(outcome).toEqual({ _tag: "Completed", output: "a" })
  })

  it("through its handle, twice, keeps the first reason", async () => {
    const { provider, does } = stage()
    const handle = start(chain(does("a"), Step.sleep(Infinity)), [provider])(0)

    handle.cancel("first")
    handle.cancel("second")

    expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", reason: "first", undone: ["Stage.a"] })
  })

  it("through its handle while it is being undone is not disturbed", async () => {
    const slow = gate()
    const { provider, does, op } = stage({ "~a": () => slow.promise, boom: failing("Boom") })
    const handle = start(chain(does("a"), op("boom")), [provider])(0)
    await quiet()

    handle.cancel("late")
    slow.open()

    expect(await handle.outcome).toEqual({
      _tag: "Failed",
      error: { _tag: "Boom" },
      also: [],
      undone: ["Stage.a"]
    })
  })

  it("heeds both its handle and its signal", async () => {
    const controller = new AbortController()
    const begin = start(Step.sleep(Infinity))
    const one = begin(0, { signal: controller.signal })
    const two = begin(0, { signal: controller.signal })

    two.cancel("by handle")
    controller.abort("by signal")

    expect(await one.outcome).toMatchObject({ reason: "by signal" })
    expect(await two.outcome).toMatchObject({ reason: "by handle" })
  })

  it("attaches what fails while it is being stopped", async () => {
    const controller = new AbortController()
    const slow = gate()
    const { provider, op } = stage({
      slow: (_input, context) => slow.promise.then(() => context.fail({ _tag: "Late" }))
    })

    const pending = run(op("slow"), [provider])(0, { signal: controller.signal })
    controller.abort("enough")
    slow.open()

    expect(await pending).toMatchObject({
      _tag: "Cancelled",
      reason: "enough",
      also: [{ kind: "error", error: { _tag: "Late" } }]
    })
  })

  it("is stuck when it cannot be undone", async () => {
    const { provider, does } = stage({ "~a": throwing("no") })
    const handle = start(chain(does("a"), Step.sleep(Infinity)), [provider])(0)

    handle.cancel("enough")

    expect(await handle.outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "cancelled", reason: "enough" },
      owed: [{ of: "Stage.a", input: "a" }]
    })
  })
})

describe("runSync", () => {
  it("refuses a workflow that waits, and lets it go no further", async () => {
    const { provider, does, op, log } = stage({ slow: async () => "slow" })
    const go = runSync(chain(does("a"), does("slow"), op("never")), [provider])

    expect(() => go(0)).toThrow("run/asynchronous")
    await quiet()
    expect(log).toEqual([">a", "<a", ">slow", "<slow", ">~slow", "<~slow", ">~a", "<~a"])
  })
})

describe("brackets and finalizers", () => {
  it("release exactly once after success, failure, defect and cancellation", async () => {
    const ends = {
      success: () => "fine",
      failure: failing("X"),
      defect: throwing("bug"),
      late: async (_input: unknown, context: { readonly fail: (e: unknown) => unknown }) =>
        context.fail({ _tag: "X" })
    }
    for (const use of Object.values(ends)) {
      const { provider, op, undo, log } = stage({ use: use })

      await run(Step.bracket(op("acquire"), op("use"), undo("release")), [provider])(0)

      expect(log.filter((entry) => entry === ">~release")).toHaveLength(1)
    }
    const { provider, op, undo, log } = stage()
    const handle = start(Step.bracket(op("acquire"), Step.sleep(Infinity), undo("release")), [provider])(0)
    handle.cancel()
    await handle.outcome

    expect(log).toEqual([">acquire", "<acquire", ">~release", "<~release"])
  })

  it("acquire and release are not interrupted, use is not started after a stop", async () => {
    const acquiring = gate()
    const releasing = gate()
    const signals: Array<boolean> = []
    const { provider, op, undo, log } = stage({
      acquire: (_input, { signal }) => acquiring.promise.then(() => signals.push(signal.aborted)),
      "~release": (_input, { signal }) => releasing.promise.then(() => signals.push(signal.aborted))
    })
    const handle = start(Step.bracket(op("acquire"), op("use"), undo("release")), [provider])(0)

    handle.cancel("enough")
    acquiring.open()
    await quiet()
    releasing.open()

    expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    expect(log).toEqual([">acquire", "<acquire", ">~release", "<~release"])
    expect(signals).toEqual([false, false])
  })

  it("do not release what could not be acquired", async () => {
    const { provider, op, undo, log } = stage({ acquire: failing("X") })

    const outcome = await run(Step.bracket(op("acquire"), op("use"), undo("release")), [provider])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "X" } })
    expect(log).toEqual([">acquire", "!acquire"])
  })

  it("let a failure in use stop its siblings at once, before the release", async () => {
    const slow = gate()
    const { provider, op, undo, log } = stage({ use: failing("X"), "~release": () => slow.promise })

    const pending = run(
      Step.all([Step.bracket(Step.identity<unknown>(), op("use"), undo("release")), chain(op("a"), op("b"))]),
      [provider]
    )(0)
    slow.open()
    await pending

    expect(log).not.toContain(">a")
  })

  it("make a defect of a release that throws, with the failure attached", async () => {
    const { provider, op, undo } = stage({ use: failing("X"), "~release": throwing("bug") })

    const outcome = await run(pipe(op("use"), Step.ensuring(undo("release"))), [provider])(0)

    expect(outcome).toMatchObject({
      _tag: "Defect",
      cause: new Error("bug"),
      at: "release/Stage.undo-release",
      also: [{ kind: "error", error: { _tag: "X" } }]
    })
  })

  it("release before what was acquired is undone", async () => {
    const { provider, does, op, undo, log } = stage({ use: failing("X") })

    await run(Step.bracket(does("acquire"), op("use"), undo("release")), [provider])(0)

    expect(log.slice(-4)).toEqual([">~release", "<~release", ">~acquire", "<~acquire"])
  })
})
