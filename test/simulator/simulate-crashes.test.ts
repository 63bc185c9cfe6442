/**
 * Processes that end in the middle of a run.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Step, Workflow } from "lawful"
import { Crash, Fault, send, simulate } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Card, charge, day, down, hold, Mail, Paid, patient, shop } from "./domain.ts"

const Down = t.type({ _tag: t.literal("Down") })
const inner = Workflow.make("inner", {
  version: 1,
  input: t.number,
  output: t.string,
  error: Down,
  body: charge
})

const everything = pipe(
  Step.all({
    card: pipe(patient, Step.label("card")),
    mail: pipe(
      Step.waitFor(Paid),
      Step.map((cents) => `paid ${cents}`),
      Step.tap(
        (text: string) => text,
        Saga.undoable(
          Mail.file,
          Step.pure(() => undefined)
        )
      )
    ),
    slow: pipe(Step.sleep(day), Step.as("slept")),
    called: Saga.undoable(Step.call(inner), Card.refund)
  }),
  Step.andThen(Step.pure(Object.keys))
)

const options = {
  world: shop,
  workflows: [inner],
  events: [send(Paid, 5, { at: 10 })],
  faults: [Fault.fails(Card.charge, down, { call: 1 })]
}

describe("A crash", () => {
  it("after any event changes neither the outcome nor the world, when operations are idempotent", async () => {
    const calm = await simulate(everything, 5, options)

    expect(calm.outcome._tag).toBe("Completed")
    expect(calm.events).toBeGreaterThan(10)
    for (let events = 1; events <= calm.events; events++) {
      const crashed = await simulate(everything, 5, { ...options, crashes: [Crash.after(events)] })
      expect(crashed.unmet).toEqual([])
      expect(crashed.outcome).toEqual(calm.outcome)
      expect(crashed.world.ledger).toEqual(calm.world.ledger)
      expect(crashed.world.letters).toEqual(calm.world.letters)
      expect(crashed.elapsed).toBe(calm.elapsed)
    }
  })

  it("during a call makes it again under the same key, so an idempotent one is done once", async () => {
    const crashes = [Crash.during(Card.charge)]

    const { outcome, trace, world } = await simulate(charge, 5, { world: shop, crashes })

    expect(outcome).toEqual({ _tag: "Completed", output: "T-1" })
    expect(trace.map(({ what }) => what.kind)).toEqual([
      "started",
      "crashed",
      "delivered again",
      "succeeded",
      "ended"
    ])
    expect(world.calls).toBe(1)
  })

  it("during a call of another operation does it twice", async () => {
    const { world } = await simulate(hold, 5, { world: shop, crashes: [Crash.during(Card.hold)] })

    expect(world.calls).toBe(2)
  })

  it("does not tell a handler that has gone out to stop: the next process waits for the same answer", async () => {
    const told: Array<string> = []
    const obedient = implement(Card, {
      quote: (n) => n,
      charge: async (_, { signal }) => {
        signal.addEventListener("abort", () => told.push("stop"))
        await new Promise((resolve) => setTimeout(resolve, 5))
        return "T-1"
      },
      hold: () => "",
      refund: () => undefined
    })

    const { outcome } = await simulate(charge, 5, {
      implementations: [obedient],
      faults: [Fault.slow(Card.charge, 1_000)],
      crashes: [Crash.at(500)]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: "T-1" })
    expect(told).toEqual([])
  })

  it("during a call that may not be repeated leaves its outcome unknown", async () => {
    const { outcome } = await simulate(Mail.sendOnce, "hello", {
      world: shop,
      crashes: [Crash.during(Mail.sendOnce)]
    })

    expect(outcome).toMatchObject({ _tag: "Defect", cause: { code: "operation/outcome-unknown" } })
  })

  it("cannot come between the effect and the record of a transaction", async () => {
    const crash = Crash.during(Mail.file)

    expect((await simulate(Mail.file, "hello", { world: shop, crashes: [crash] })).unmet).toEqual([crash])
  })

  it("does not make a timer start anew", async () => {
    const { elapsed } = await simulate(Step.sleep(day), undefined, { crashes: [Crash.at(day / 2)] })

    expect(elapsed).toBe(day)
  })

  it("that takes long makes a timer late", async () => {
    const { elapsed } = await simulate(Step.sleep(day), undefined, {
      crashes: [Crash.at(day / 2, { downFor: 2 * day })]
    })

    expect(elapsed).toBe(2.5 * day)
  })

  it("does not lose an event that comes while there is no process", async () => {
    const { outcome, elapsed } = await simulate(Step.waitFor(Paid), undefined, {
      events: [send(Paid, 5, { at: 200 })],
      crashes: [Crash.at(100, { downFor: 1_000 })]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: 5 })
    expect(elapsed).toBe(1_100)
  })

  it("lets a cancellation wait until there is a process", async () => {
    const { outcome, elapsed } = await simulate(Step.sleep(day), undefined, {
      cancelAt: 200,
      crashes: [Crash.at(100, { downFor: 1_000 })]
    })

    expect(outcome._tag).toBe("Cancelled")
    expect(elapsed).toBe(1_100)
  })

  it("in the middle of a rollback undoes what is left, and nothing twice", async () => {
    const failing = pipe(
      Step.begin<number>(),
      Step.bind("one", ({ input }) => input, charge),
      Step.bind("two", ({ input }) => input, pipe(charge, Step.label("second"))),
      Step.andThen(Step.fail({ _tag: "Later" }))
    )
    const crashes = [Crash.during(Card.refund, { call: 1 }), Crash.during(Card.refund, { call: 2 })]

    const { outcome, unmet, world } = await simulate(failing, 5, { world: shop, crashes })

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["second/Card.charge", "Card.charge"] })
    expect(unmet).toEqual([])
    expect(world.ledger.size).toBe(0)
  })

  it("refuses to write down what is not data", async () => {
    const holding = pipe(
      Step.pure(() => ({ open: () => 1 })),
      Step.pause(1_000)
    )

    const refused = simulate(holding, undefined, { crashes: [Crash.at(10)] })

    await expect(refused).rejects.toThrow("machine/unwritable")
  })

  it.each([
    () => Crash.after(0),
    () => Crash.after(1.5),
    () => Crash.at(-1),
    () => Crash.at(5, { downFor: Infinity })
  ])("refuses numbers that are none: %o", (make) => {
    expect(make).toThrow("simulator/out-of-range")
  })
})
