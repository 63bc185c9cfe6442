import { pipe } from "fp-ts/lib/function.js"
import { run, runSync, Saga, Schedule, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

/** The times of the attempts at an operation that always fails. */
const attemptsAt = async (
  schedule: Schedule<never>,
  until: number,
  random = 0
): Promise<ReadonlyArray<number>> => {
  const clock = new VirtualClock()
  const times: Array<number> = []
  const { provider, op } = stage({
    x: (_input, context) => {
      times.push(clock.now())
      return context.fail({ _tag: "X" })
    }
  })
  const controller = new AbortController()
  const pending = run(pipe(op("x"), Step.retry(schedule)), [provider], { clock, random: () => random })(0, {
    signal: controller.signal
  })
  await clock.advance(until)
  controller.abort()
  await pending
  return times
}

describe("retry", () => {
  it("waits as its schedule says", async () => {
    expect(await attemptsAt(Schedule.constant(10), 35)).toEqual([0, 10, 20, 30])
    expect(await attemptsAt(Schedule.linear(10, 5), 60)).toEqual([0, 10, 25, 45])
    expect(await attemptsAt(Schedule.exponential(10), 100)).toEqual([0, 10, 30, 70])
    expect(await attemptsAt(Schedule.fibonacci(10), 100)).toEqual([0, 10, 20, 40, 70])
    expect(await attemptsAt(Schedule.exponential(10).pipe(Schedule.capped(15)), 50)).toEqual([0, 10, 25, 40])
    expect(await attemptsAt(Schedule.constant(10).pipe(Schedule.times(2)), 99)).toEqual([0, 10, 20])
    expect(await attemptsAt(Schedule.constant(10).pipe(Schedule.within(25)), 99)).toEqual([0, 10, 20])
    expect(await attemptsAt(Schedule.constant(10).pipe(Schedule.jittered(0.5)), 16, 1)).toEqual([
      0, 5, 10, 15
    ])
    expect(await attemptsAt(Schedule.none, 99)).toEqual([0])
  })

  it("counts the time that the attempts take as elapsed", async () => {
    const clock = new VirtualClock()
    const { provider, op, log } = stage({
      x: (_input, context) =>
        new Promise((resolve) => clock.after(60, () => resolve(context.fail({ _tag: "X" }))))
    })

    const pending = run(
      pipe(op("x"), Step.retry(Schedule.constant(0).pipe(Schedule.within(100)))),
      [provider],
      { clock }
    )(0)
    await clock.advance(1000)

    expect(await pending).toMatchObject({ _tag: "Failed" })
    expect(log.filter((entry) => entry === ">x")).toHaveLength(2)
  })

  it("tries only the errors with its tags again", () => {
    const { provider, op, log } = stage({
      x: (_input, context) => context.fail({ _tag: context.attempt === 1 ? "Again" : "Fatal" })
    })

    const outcome = runSync(
      pipe(
        op("x"),
        Step.retry(Schedule.immediately(9).pipe(Schedule.onlyFor("Again"))) as never as (s: Any) => Any
      ),
      [provider]
    )(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Fatal" } })
    expect(log).toEqual([">x", "!x", ">x", "!x"])
  })

  it("gives each attempt the same input and the same key, and its number", async () => {
    const seen: Array<readonly [unknown, string, number]> = []
    const { provider, op } = stage({
      x: (input, { key, attempt, fail }) => {
        seen.push([input, key, attempt])
        return attempt < 3 ? fail({ _tag: "X" }) : "done"
      }
    })

    const outcome = await run(pipe(op("x"), Step.retry(5)), [provider])("in", { id: "r" })

    expect(outcome).toEqual({ _tag: "Completed", output: "done" })
    expect(seen).toEqual([
      ["in", "1:r:Stage.x", 1],
      ["in", "1:r:Stage.x", 2],
      ["in", "1:r:Stage.x", 3]
    ])
  })

  it("fails with the last error, and keeps what the attempts owe", async () => {
    const { provider, does, op } = stage({ x: (_input, { attempt, fail }) => fail({ _tag: `X${attempt}` }) })

    expect(await run(pipe(chain(does("a"), op("x")), Step.retry(1)), [provider])(0)).toMatchObject({
      _tag: "Failed",
      error: { _tag: "X2" },
      undone: ["Stage.a", "Stage.a"]
    })
  })

  it("of a scope undoes each failed attempt before the next", async () => {
    const { provider, does, op, log } = stage({
      x: (_input, { attempt, fail }) => (attempt < 2 ? fail({ _tag: "X" }) : 1)
    })

    await run(pipe(chain(does("a"), op("x")), Saga.scope, Step.retry(1)), [provider])(0)

    expect(log).toEqual([">a", "<a", ">x", "!x", ">~a", "<~a", ">a", "<a", ">x", "<x"])
  })

  it("bounds a failure: what is beside it goes on while it tries again", async () => {
    const { provider, op, log } = stage({
      x: (_input, { attempt, fail }) => (attempt < 2 ? fail({ _tag: "X" }) : 1),
      slow: async () => undefined
    })

    const outcome = await run(Step.all([pipe(op("x"), Step.retry(1)), chain(op("slow"), op("next"))]), [
      provider
    ])(0)

    expect(outcome._tag).toBe("Completed")
    expect(log).toContain("<next")
  })

  it("does not wait for another attempt when the scope around has stopped, and hands on why", async () => {
    const clock = new VirtualClock()
    const slow = gate()
    const { provider, op } = stage({
      x: (_input, context) => slow.promise.then(() => context.fail({ _tag: "X" })),
      boom: failing("Boom")
    })

    const pending = run(
      Step.all([pipe(op("x"), Step.retry(Schedule.constant(1e9))), op("boom")]),
      [provider],
      { clock }
    )(0)
    slow.open()
    await quiet()

    expect(clock.pending).toBe(0)
    expect(await pending).toMatchObject({ error: { _tag: "Boom" }, also: [{ error: { _tag: "X" } }] })
  })

  it("can try a hundred thousand times, without waiting or with", async () => {
    const acts = {
      x: (_input: unknown, { attempt, fail }: { attempt: number; fail: (e: unknown) => unknown }) =>
        attempt < 100_000 ? fail({ _tag: "X" }) : attempt
    }
    const now = stage(acts)
    const later = stage({ x: async (input, context) => acts.x(input, context) })

    expect(runSync(pipe(now.op("x"), Step.retry(Schedule.constant(0))), [now.provider])(0)).toEqual({
      _tag: "Completed",
      output: 100_000
    })
    expect(await run(pipe(later.op("x"), Step.retry(Schedule.constant(0))), [later.provider])(0)).toEqual({
      _tag: "Completed",
      output: 100_000
    })
  })
})
