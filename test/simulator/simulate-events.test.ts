/**
 * Events in a simulation: early, late, twice.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Step } from "lawful"
import { send, simulate } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Paid } from "./domain.ts"

const settle = pipe(
  Step.sleep(1_000),
  Step.andThen(Step.waitFor(Paid)),
  Step.timeout(60_000),
  Step.map((cents) => `paid ${cents}`),
  Step.catchTag("TimedOut", Step.succeed("reminded"))
)

describe("An event", () => {
  it("that comes before it is waited for is kept", async () => {
    const { outcome, elapsed } = await simulate(settle, undefined, { events: [send(Paid, 5)] })

    expect(outcome).toEqual({ _tag: "Completed", output: "paid 5" })
    expect(elapsed).toBe(1_000)
  })

  it("that comes in time ends the wait", async () => {
    const { elapsed } = await simulate(settle, undefined, { events: [send(Paid, 5, { at: 30_000 })] })

    expect(elapsed).toBe(30_000)
  })

  it("that comes too late changes nothing", async () => {
    const { outcome, elapsed } = await simulate(settle, undefined, {
      events: [send(Paid, 5, { at: 60_001 })]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: "reminded" })
    expect(elapsed).toBe(60_000)
  })

  it("that comes at the last moment may come in time or not: the seed decides", async () => {
    const outcomes = new Set<string>()
    for (let seed = 1; seed < 20; seed++) {
      const { outcome } = await simulate(settle, undefined, { events: [send(Paid, 5, { at: 60_000 })], seed })
      outcomes.add(outcome._tag === "Completed" ? outcome.output : outcome._tag)
    }

    expect(outcomes).toEqual(new Set(["paid 5", "reminded"]))
  })

  it("that never comes leaves the run waiting, and says for what", async () => {
    const { outcome } = await simulate(
      Step.waitFor(Paid, (order: string) => order),
      "order-1"
    )

    expect(outcome).toEqual({
      _tag: "Waiting",
      for: [{ kind: "event", event: "Paid", key: "order-1", runId: "run", node: "wait:Paid" }]
    })
  })

  it("wakes only waits with its key", async () => {
    const { outcome } = await simulate(
      Step.waitFor(Paid, (order: string) => order),
      "order-1",
      { events: [send(Paid, 1, { key: "order-2" }), send(Paid, 2, { key: "order-1" })] }
    )

    expect(outcome).toEqual({ _tag: "Completed", output: 2 })
  })

  it("that comes twice wakes two waits of a queue", async () => {
    const twice = Step.all({
      one: Step.waitFor(Paid),
      two: pipe(Step.waitFor(Paid), Step.label("two"))
    })

    const once = await simulate(twice, undefined, { events: [send(Paid, 5)] })
    const both = await simulate(twice, undefined, { events: [send(Paid, 5, { times: 2 })] })

    expect(once.outcome._tag).toBe("Waiting")
    expect(both.outcome).toEqual({ _tag: "Completed", output: { one: 5, two: 5 } })
  })

  it("is kept for later waits when it is a broadcast, and lost when it is transient", async () => {
    const Kept = Event.make("Kept", { payload: t.number, mode: "broadcast" })
    const Lost = Event.make("Lost", { payload: t.number, mode: "transient" })
    const late = <A>(wait: Step<unknown, A, never, "event:Kept" | "event:Lost">) =>
      pipe(Step.sleep(10), Step.andThen(wait))
    const events = [send(Kept, 1), send(Lost, 2)]

    const kept = await simulate(late(Step.waitFor(Kept)), undefined, { events })
    const lost = await simulate(late(Step.waitFor(Lost)), undefined, { events })

    expect(kept.outcome).toEqual({ _tag: "Completed", output: 1 })
    expect(lost.outcome._tag).toBe("Waiting")
  })

  it("can be sent by the workflow itself", async () => {
    const both = Step.all({
      sent: pipe(Step.succeed(7), Step.andThen(Step.emit(Paid))),
      got: Step.waitFor(Paid)
    })

    const { outcome } = await simulate(both, undefined)

    expect(outcome).toMatchObject({ _tag: "Completed", output: { got: 7 } })
  })

  it("whose payload does not fit is refused", async () => {
    const wrong = send(Paid, "much" as unknown as number)

    await expect(simulate(Step.waitFor(Paid), undefined, { events: [wrong] })).rejects.toThrow(
      "codec/violation"
    )
  })

  it.each([() => send(Paid, 1, { times: 0 }), () => send(Paid, 1, { at: NaN })])(
    "refuses numbers that are none: %o",
    (make) => {
      expect(make).toThrow("simulator/out-of-range")
    }
  )
})
