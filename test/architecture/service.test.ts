/**
 * Workflows as services: keys, failures, and what a caller meets when something is stuck.
 */
import * as t from "io-ts"
import { implement, run, Saga, Schedule, Signature, start, Step, Workflow } from "lawful"
import { type Answered, asService, asWorkflow, StuckService } from "lawful/architecture"
import { describe, expect, it } from "vitest"

const Declined = t.type({ _tag: t.literal("Declined") })

const Shop = Signature.make("Shop", {
  reserve: { input: t.string, output: t.string, effect: "undoable", delivery: "idempotent" },
  release: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" },
  charge: { input: t.string, output: t.string, error: Declined, effect: "undoable", delivery: "idempotent" },
  refund: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
})

const sell = Workflow.make("sell", {
  version: 1,
  input: t.string,
  output: t.string,
  error: Declined,
  body: Saga.undoable(Shop.reserve, Shop.release).pipe(Step.andThen(Saga.undoable(Shop.charge, Shop.refund)))
})

/** A shop whose services remember what they have done under a key, and whose gateway declines so many charges. */
const shopWith = (declines: number) => {
  const reserved = new Map<string, string>()
  const stock = { held: 0, declines, stuck: false, runs: new Set<string>() }
  const shop = implement(Shop, {
    reserve: async (sku, { key, runId }) => {
      stock.runs.add(runId)
      await Promise.resolve()
      if (!reserved.has(key)) {
        reserved.set(key, sku)
        stock.held++
      }
      return sku
    },
    release: () => {
      if (stock.stuck) throw new Error("the shelf is locked")
      stock.held--
    },
    charge: (sku, { fail }) => (stock.declines-- > 0 ? fail({ _tag: "Declined" }) : `paid ${sku}`),
    refund: () => undefined
  })
  return { stock, shop }
}

const Sales = asService(sell)

describe("a workflow as a service", () => {
  it("declares the codecs and the effect of the workflow, and that keys are honoured", () => {
    const { operation } = Sales.signature.run.request

    expect(operation).toMatchObject({
      service: "sell",
      name: "run",
      effect: "undoable",
      delivery: "idempotent"
    })
    expect([operation.input, operation.output, operation.error]).toEqual([
      sell.input,
      sell.output,
      sell.error
    ])
  })

  it("does again what was undone when it is retried under one key", async () => {
    const { stock, shop } = shopWith(2)
    const patient = Saga.pivot(Sales.signature.run).pipe(Step.retry(Schedule.immediately(3)))

    const outcome = await run(patient, [Sales.implement([shop])])("mug")

    expect(outcome).toEqual({ _tag: "Completed", output: "paid mug" })
    expect(stock.held).toBe(1)
  })

  it("runs once for two deliveries at the same time", async () => {
    const { stock, shop } = shopWith(0)
    const asked = run(asWorkflow("ask", Sales.signature.run), [Sales.implement([shop])])

    const outcomes = await Promise.all([asked("mug", { id: "one" }), asked("mug", { id: "one" })])

    expect(outcomes.map(({ _tag }) => _tag)).toEqual(["Completed", "Completed"])
    expect(stock.held).toBe(1)
    expect(stock.runs.size).toBe(1)
  })

  it("answers from what it is given to remember with", async () => {
    const { shop } = shopWith(0)
    const answers = new Map<string, Answered>()
    const asked = () => run(asWorkflow("ask", Sales.signature.run), [Sales.implement([shop], { answers })])

    await asked()("mug", { id: "one" })
    await asked()("mug", { id: "one" })

    expect([...answers.values()].map(({ runs }) => runs)).toEqual([0])
    expect(answers.size).toBe(1)
  })

  it("is a defect for the caller when it is stuck, and says what is owed", async () => {
    const { stock, shop } = shopWith(1)
    stock.stuck = true

    const outcome = await run(Saga.pivot(Sales.signature.run), [Sales.implement([shop])])("mug")

    expect(outcome._tag).toBe("Defect")
    const { cause } = outcome as { readonly cause: StuckService }
    expect(cause).toBeInstanceOf(StuckService)
    expect(cause.owed).toEqual([{ of: "Shop.reserve", input: "mug" }])
    expect(cause.message).toContain(
      'The workflow "sell" behind a service could not undo what it has done: Shop.reserve.'
    )
  })

  it("is cancelled with its caller when it only reads", async () => {
    const wait = Workflow.make("wait", {
      version: 1,
      effect: "readonly",
      input: t.string,
      output: t.void,
      body: Step.sleep(Infinity)
    })
    const Waiting = asService(wait)
    const running = start(Waiting.signature.run, [Waiting.implement([])])("x")

    running.cancel("enough")

    expect((await running.outcome)._tag).toBe("Cancelled")
  })
})

describe("an operation as a workflow", () => {
  it("is a point of no return when it writes", async () => {
    const { stock, shop } = shopWith(0)
    const running = start(asWorkflow("reserve", Shop.reserve), [shop])("mug")

    running.cancel("too late")

    expect((await running.outcome)._tag).toBe("Completed")
    expect(stock.held).toBe(1)
  })

  it("asks for an undo where it is called, as the operation does", () => {
    const charge = asWorkflow("charge", Shop.charge)

    expect(charge.effect).toBe("undoable")
    expect(Workflow.check(Step.call(charge)).map(({ code }) => code)).toEqual(["saga/undo-missing"])
    expect(Workflow.check(Saga.undoable(Step.call(charge), Shop.refund))).toEqual([])
  })
})
