/**
 * What goes wrong in a simulation.
 */
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Step } from "lawful"
import { Fault, simulate, type Trace } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Card, charge, down, hold, Mail, patient, shop } from "./domain.ts"

const kinds = (trace: Trace): ReadonlyArray<string> => trace.map(({ what }) => what.kind)

describe("A fault", () => {
  it("fails the call that it names, and no other", async () => {
    const { outcome, elapsed, trace, world } = await simulate(patient, 5, {
      world: shop,
      faults: [Fault.fails(Card.charge, down, { call: 1 }), Fault.fails(Card.charge, down, { call: 2 })]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: "T-1" })
    expect(elapsed).toBe(300)
    expect(kinds(trace).filter((kind) => kind === "started")).toHaveLength(3)
    expect(world.calls).toBe(1)
  })

  it("fails every call when it names none", async () => {
    const { outcome, world } = await simulate(patient, 5, {
      world: shop,
      faults: [Fault.fails(Card.charge, down)]
    })

    expect(outcome).toMatchObject({ _tag: "Failed", error: down })
    expect(world.calls).toBe(0)
  })

  it("throws, which is a defect", async () => {
    const { outcome } = await simulate(charge, 5, {
      world: shop,
      faults: [Fault.throws(Card.charge, { message: "no such table" })]
    })

    expect(outcome).toMatchObject({ _tag: "Defect", cause: { message: "no such table" }, at: "Card.charge" })
  })

  it("makes an operation slow, so that a timeout can come first", async () => {
    const { outcome, elapsed } = await simulate(pipe(Card.quote, Step.timeout(1_000)), 1, {
      world: shop,
      faults: [Fault.slow(Card.quote, 5_000)]
    })

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "TimedOut" } })
    expect(elapsed).toBe(1_000)
  })

  it("makes a write slow, which is awaited and undone although the timeout came first", async () => {
    const { outcome, elapsed, world } = await simulate(pipe(charge, Step.timeout(1_000)), 5, {
      world: shop,
      faults: [Fault.slow(Card.charge, 5_000)]
    })

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "TimedOut" } })
    expect(elapsed).toBe(5_000)
    expect(world.ledger.size).toBe(0)
  })

  it("that no call has met is told", async () => {
    const second = Fault.throws(Card.charge, { call: 2 })

    expect((await simulate(charge, 5, { world: shop, faults: [second] })).unmet).toEqual([second])
  })

  it("leaves a run stuck when it is an undo that throws", async () => {
    const { outcome } = await simulate(pipe(charge, Step.andThen(Step.fail({ _tag: "Later" }))), 5, {
      world: shop,
      faults: [Fault.throws(Card.refund)]
    })

    expect(outcome).toMatchObject({ _tag: "Stuck", owed: [{ of: "Card.charge", input: "T-1" }] })
  })
})

describe("A lost answer", () => {
  it("of an idempotent operation is delivered again a second later, and done once", async () => {
    const { outcome, elapsed, trace, world } = await simulate(charge, 5, {
      world: shop,
      faults: [Fault.losesAnswer(Card.charge)]
    })

    expect(outcome).toEqual({ _tag: "Completed", output: "T-1" })
    expect(elapsed).toBe(1_000)
    expect(kinds(trace)).toEqual(["started", "lost", "delivered again", "succeeded", "ended"])
    expect(world.calls).toBe(1)
  })

  it("of an operation that is delivered at least once makes it happen twice", async () => {
    const { world } = await simulate(hold, 5, { world: shop, faults: [Fault.losesAnswer(Card.hold)] })

    expect(world.calls).toBe(2)
  })

  it("of an operation that may not be repeated is a defect", async () => {
    const { outcome, world } = await simulate(Mail.sendOnce, "hello", {
      world: shop,
      faults: [Fault.losesAnswer(Mail.sendOnce)]
    })

    expect(outcome).toMatchObject({ _tag: "Defect", cause: { code: "operation/outcome-unknown" } })
    expect(world.letters).toEqual(["hello"])
  })

  it("of a transaction cannot be: its effect and its record are one", async () => {
    const { trace, unmet } = await simulate(Mail.file, "hello", {
      world: shop,
      faults: [Fault.losesAnswer(Mail.file)]
    })

    expect(kinds(trace)).toEqual(["started", "succeeded", "ended"])
    expect(unmet).toHaveLength(1)
  })
})

describe("A call that comes twice", () => {
  it("is done twice when nothing prevents it", async () => {
    const { outcome, world } = await simulate(Saga.pivot(Mail.send), "hello", {
      world: shop,
      faults: [Fault.comesTwice(Mail.send)]
    })

    expect(outcome._tag).toBe("Completed")
    expect(world.letters).toEqual(["hello", "hello"])
  })

  it("is done once when the operation is idempotent", async () => {
    const { world } = await simulate(charge, 5, { world: shop, faults: [Fault.comesTwice(Card.charge)] })

    expect(world.calls).toBe(1)
  })

  it("is done again after a failure, which is not remembered", async () => {
    const { outcome, world } = await simulate(patient, 5, {
      world: shop,
      faults: [Fault.fails(Card.charge, down, { call: 1 }), Fault.comesTwice(Card.charge, { call: 2 })]
    })

    expect(outcome._tag).toBe("Completed")
    expect(world.calls).toBe(1)
  })
})
