/**
 * Virtual time, order, ends, and what is refused.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, type MissingProvider, Schedule, Step, Workflow } from "lawful"
import { Crash, Fault, type Simulation, simulate, showTrace, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Card, charge, day, down, hold, patient, shop } from "./domain.ts"

const waitForEver = new Promise<never>(() => undefined)

describe("Virtual time", () => {
  it("passes by itself, so a month takes no time", async () => {
    const { outcome, elapsed } = await simulate(pipe(Step.sleep(30 * day), Step.as("done")), undefined)

    expect(outcome).toEqual({ _tag: "Completed", output: "done" })
    expect(elapsed).toBe(30 * day)
  })

  it("starts when it is told to, so a workflow can wait for a date", async () => {
    const tomorrow = new Date("2026-11-23T00:00:00Z")

    const { elapsed } = await simulate(Step.sleepUntil(tomorrow), undefined, {
      startsAt: new Date("2026-11-22T23:00:00Z")
    })

    expect(elapsed).toBe(3_600_000)
  })

  it("does not pass while a handler works, however long that takes", async () => {
    const slow = implement(Card, {
      quote: (n) => new Promise((resolve) => setTimeout(resolve, 30, n + 1)),
      charge: () => "",
      hold: () => "",
      refund: () => undefined
    })

    const { outcome, elapsed } = await simulate(pipe(Card.quote, Step.timeout(1)), 1, {
      implementations: [slow]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: 2 })
    expect(elapsed).toBe(0)
  })

  it("goes on without a handler that does not answer in time, and tells it to stop", async () => {
    let told = false
    const deaf = implement(Card, {
      quote: (_, { signal }) => {
        signal.addEventListener("abort", () => (told = true))
        return waitForEver
      },
      charge: () => "",
      hold: () => "",
      refund: () => undefined
    })

    const { outcome, elapsed } = await simulate(pipe(Card.quote, Step.timeout(5_000)), 1, {
      implementations: [deaf],
      patience: 5
    })

    expect(outcome._tag).toBe("Failed")
    expect(elapsed).toBe(5_000)
    expect(told).toBe(true)
  })

  it("fires the timers of one moment in the order in which they were armed", async () => {
    const branch = (name: string) =>
      pipe(Step.sleep(5), Step.as(1), Step.andThen(Card.quote), Step.label(name))

    const { trace } = await simulate(
      Step.all({ a: branch("a"), b: branch("b"), c: branch("c") }),
      undefined,
      {
        world: shop
      }
    )

    const woken = trace.flatMap(({ what }) => (what.kind === "wakes" ? [what.node] : []))
    expect(woken).toEqual(["a/sleep", "b/sleep", "c/sleep"])
  })
})

describe("The order of what can happen at one moment", () => {
  const three = Step.all({
    a: pipe(hold, Step.label("a")),
    b: pipe(hold, Step.label("b")),
    c: pipe(hold, Step.label("c"))
  })
  const traces = (seeds: ReadonlyArray<number>): Promise<ReadonlyArray<string>> =>
    Promise.all(seeds.map(async (seed) => showTrace((await simulate(three, 5, { world: shop, seed })).trace)))
  const seeds = Array.from({ length: 20 }, (_, index) => index)

  it("is the same for the same seed", async () => {
    expect(await traces(seeds)).toEqual(await traces(seeds))
  })

  it("is the same for the same seed when handlers are asynchronous, and they do overlap", async () => {
    const counter = world({ count: 0 }, (state) => [
      implement(Card, {
        quote: async (n) => {
          const before = state.count
          for (let turn = 0; turn < n; turn++) await Promise.resolve()
          return (state.count = before + 1)
        },
        charge: () => "",
        hold: () => "",
        refund: () => undefined
      })
    ])
    const quotes = Step.all({ a: pipe(Card.quote, Step.label("a")), b: pipe(Card.quote, Step.label("b")) })
    const counts = (): Promise<ReadonlyArray<number>> =>
      Promise.all(
        seeds.map(async (seed) => (await simulate(quotes, 5, { world: counter, seed })).world.count)
      )

    const first = await counts()

    expect(await counts()).toEqual(first)
    expect(new Set(first)).toEqual(new Set([1, 2]))
  })

  it("is another for another seed", async () => {
    expect(new Set(await traces(seeds)).size).toBeGreaterThan(10)
  })

  it("is first come, first served without a seed", async () => {
    const { trace } = await simulate(three, 5, { world: shop })

    expect(trace.map(({ what }) => ("node" in what ? what.node : what.kind))).toEqual([
      "a/Card.hold",
      "b/Card.hold",
      "c/Card.hold",
      "a/Card.hold",
      "b/Card.hold",
      "c/Card.hold",
      "ended"
    ])
  })
})

describe("The end", () => {
  it("of what waits for something that never comes is a value", async () => {
    const { outcome, waiting } = await simulate(Card.quote, 1, {
      world: shop,
      faults: [Fault.slow(Card.quote, Infinity)]
    })

    const wait = { kind: "operation", operation: "Card.quote", runId: "run", node: "Card.quote" }
    expect(outcome).toEqual({ _tag: "Waiting", for: [wait] })
    expect(waiting).toEqual([wait])
  })

  it("of what never ends comes with the limit", async () => {
    const endless = pipe(Step.fail({ _tag: "Never" }), Step.retry(Schedule.constant(1_000)))

    const { outcome, elapsed } = await simulate(endless, undefined, { limit: 50 })

    expect(outcome).toEqual({ _tag: "Unfinished", events: 50 })
    expect(elapsed).toBe(50_000)
  })

  it("leaves the initial state of the world as it was", async () => {
    const first = await simulate(charge, 5, { world: shop })
    const second = await simulate(charge, 5, { world: shop })

    expect(first.world.ledger).toEqual(new Map([["T-1", 5]]))
    expect(second.world).toEqual(first.world)
    expect(shop.initial.ledger.size).toBe(0)
  })

  it("by a cancellation undoes what was done", async () => {
    const {
      outcome,
      world: state,
      elapsed
    } = await simulate(pipe(patient, Step.pause(1_000)), 5, {
      world: shop,
      cancelAt: 400
    })

    expect(outcome).toMatchObject({ _tag: "Cancelled", undone: ["Card.charge"] })
    expect(state.ledger.size).toBe(0)
    expect(elapsed).toBe(400)
  })
})

describe("Called workflows", () => {
  const inner = Workflow.make("inner", {
    version: 1,
    input: t.number,
    output: t.string,
    error: t.type({ _tag: t.literal("Down") }),
    body: charge
  })

  it("have runs of their own in the trace", async () => {
    const { outcome, trace } = await simulate(Step.call(inner), 5, { world: shop, workflows: [inner] })

    expect(outcome).toEqual({ _tag: "Completed", output: "T-1" })
    expect(new Set(trace.map(({ runId }) => runId))).toEqual(new Set(["run", "3:run:call:inner"]))
  })

  it("are called anew by each attempt, also after a crash", async () => {
    const again = pipe(Step.call(inner), Step.retry(1))
    const options = { world: shop, workflows: [inner], faults: [Fault.fails(Card.charge, down, { call: 1 })] }

    const calm = await simulate(again, 5, options)

    expect(calm.outcome).toEqual({ _tag: "Completed", output: "T-1" })
    for (let events = 1; events <= calm.events; events++) {
      const crashed = await simulate(again, 5, { ...options, crashes: [Crash.after(events)] })
      expect(crashed.outcome).toEqual(calm.outcome)
      expect(crashed.world).toEqual(calm.world)
    }
  })

  it("are cancelled with their caller", async () => {
    const long = Workflow.make("long", {
      version: 1,
      input: t.number,
      output: t.string,
      error: t.type({ _tag: t.literal("Down") }),
      body: pipe(charge, Step.pause(day))
    })

    const {
      outcome,
      world: state,
      elapsed
    } = await simulate(Step.call(long), 5, {
      world: shop,
      workflows: [long],
      cancelAt: 1_000
    })

    expect(outcome._tag).toBe("Cancelled")
    expect(state.ledger.size).toBe(0)
    expect(elapsed).toBe(1_000)
  })

  it("go on when they are detached and their caller has ended", async () => {
    const later = Workflow.make("later", {
      version: 1,
      input: t.number,
      output: t.string,
      error: t.type({ _tag: t.literal("Down") }),
      body: pipe(charge, Step.pause(day))
    })

    const {
      elapsed,
      trace,
      world: state
    } = await simulate(Step.detach(later), 5, {
      world: shop,
      workflows: [later]
    })

    expect(elapsed).toBe(0)
    expect(trace.at(-1)).toMatchObject({ at: day, what: { kind: "ended", outcome: "Completed" } })
    expect(state.ledger.size).toBe(1)
  })
})

describe("A simulation refuses", () => {
  it("a workflow whose operations nobody implements, before anything is done", async () => {
    const hidden = charge as Step<number, string, { _tag: "Down" }>

    const refused = simulate(hidden, 5).then(undefined, (cause: unknown) => (cause as MissingProvider).code)

    expect(await refused).toBe("run/missing-provider")
  })

  it("a world that cannot be cloned", async () => {
    const strange = world({ read: () => 1 }, () => [])

    await expect(simulate(Step.succeed(1), undefined, { world: strange })).rejects.toThrow(
      "simulator/not-data"
    )
  })

  it.each([{ cancelAt: -1 }, { limit: 0 }, { patience: NaN }, { startsAt: new Date("never") }])(
    "numbers that are none: %o",
    async (options) => {
      await expect(simulate(Step.succeed(1), undefined, options)).rejects.toThrow("simulator/out-of-range")
    }
  )
})

it("A simulation holds ten thousand branches", async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => index)

  const result: Simulation<ReadonlyArray<number>, never, unknown> = await simulate(
    pipe(Card.quote, Step.pause(1_000), Step.forEach()),
    items,
    { world: shop }
  )

  expect(result.outcome).toEqual({ _tag: "Completed", output: items })
})
