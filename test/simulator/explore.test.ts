/**
 * Every way in which a workflow can go.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Saga, Signature, Step, Workflow } from "lawful"
import { explore, Fault, type Invariant, replay, send as sent, world } from "lawful/simulator"
import { describe, expect, it, vi } from "vitest"
import { Card, charge, order, reserve, type Shop, shop, Stock, Truck } from "./shop.ts"

const nothingLeft: Invariant<Shop> = {
  name: "nothing is left of an order that fails",
  atEnd: (state, end) =>
    end._tag === "Failed" && (state.stock !== 5 || state.paid !== 0)
      ? `stock ${state.stock}, paid ${state.paid}`
      : undefined
}

const soldOnce: Invariant<Shop> = {
  name: "goods are sold once",
  always: ({ sent: parcels, stock }) =>
    parcels > 1 || stock < 4 ? `sent ${parcels}, stock ${stock}` : undefined
}

describe("explore", () => {
  it("visits every state of a sequence, and says so", async () => {
    const found = await explore(order, 1, { world: shop })

    expect(found).toMatchObject({ exhaustive: true, violation: undefined })
    expect(found.coverage).toBe(`exhaustive: ${found.states} states`)
    expect(found.ends).toEqual({ Completed: 1, Failed: 0, Stuck: 0, Cancelled: 0, Defect: 0, Waiting: 0 })
  })

  it("lets every call fail, throw, lose its answer and come twice", async () => {
    const found = await explore(order, 1, {
      world: shop,
      faults: Fault.every(order.body),
      crashes: 1,
      invariants: [nothingLeft, soldOnce]
    })

    expect(found.violation).toBeUndefined()
    expect(found.ends.Failed).toBeGreaterThan(3)
    expect(found.ends.Defect).toBeGreaterThan(2)
  })

  it("visits more states the more may go wrong", async () => {
    const faults = [
      Fault.fails(Card.charge, { _tag: "Declined" }),
      Fault.fails(Truck.send, { _tag: "NoTruck" })
    ]

    const none = await explore(order, 1, { world: shop })
    const some = await explore(order, 1, { world: shop, faults })
    const most = await explore(order, 1, { world: shop, faults, crashes: 2, cancellations: 1 })

    expect(some.states).toBeGreaterThan(none.states)
    expect(most.states).toBeGreaterThan(some.states)
  })

  it("finds an undo that is missing, in as few choices as possible", async () => {
    const careless = pipe(
      Saga.undoable(
        Stock.reserve,
        Step.pure(() => undefined)
      ),
      Step.andThen(charge)
    )

    const { violation } = await explore(careless, 1, {
      world: shop,
      faults: [Fault.fails(Card.charge, { _tag: "Declined" })],
      invariants: [nothingLeft]
    })

    expect(violation).toMatchObject({ invariant: nothingLeft.name, why: "stock 4, paid 0" })
    expect(violation?.trace).toEqual([
      "Stock.reserve 1 gives 1",
      'Card.charge 1 fails with {"_tag":"Declined"}',
      "the answer of Card.charge arrives"
    ])
    expect(violation?.words).toContain("replay: [0, 1, 0]")
  })

  it("gives choices that replay repeats", async () => {
    const careless = pipe(reserve, Step.andThen(Saga.pivot(Card.charge)))
    const options = {
      world: shop,
      invariants: [{ name: "no money", always: ({ paid }: Shop) => (paid > 0 ? `paid ${paid}` : undefined) }]
    }
    const { violation } = await explore(careless, 2, options)

    const again = await replay(careless, 2, options, violation?.choices ?? [])

    expect(again.trace).toEqual(violation?.trace)
    expect(again.broken).toMatchObject({ invariant: "no money", why: "paid 2" })
    expect(again.world).toEqual({ stock: 3, paid: 2, sent: 0 })
  })

  it("finds that a write which may be repeated is doubled by a crash", async () => {
    const careless = Saga.undoable(Stock.carelessly, Stock.release)

    const sound = await explore(reserve, 1, { world: shop, crashes: 1, invariants: [soldOnce] })
    const found = await explore(careless, 1, { world: shop, crashes: 1, invariants: [soldOnce] })

    expect(sound.violation).toBeUndefined()
    expect(found.violation?.trace).toEqual([
      "Stock.carelessly 1 gives 1",
      "the process crashes and recovers",
      "Stock.carelessly 1 gives 1"
    ])
  })

  it("tries every order of what happens side by side", async () => {
    const Log = Signature.make("Log", {
      add: { input: t.string, output: t.void, effect: "irreversible", delivery: "idempotent" }
    })
    const log = world({ lines: [] as Array<string> }, (state) => [
      implement(Log, { add: (line) => void state.lines.push(line) })
    ])
    const add = (line: string) =>
      pipe(
        Log.add,
        Step.mapInput(() => line),
        Step.label(line)
      )
    const orders = new Set<string>()

    await explore(Step.all([pipe(add("a"), Step.andThen(add("b"))), add("c")]), undefined, {
      world: log,
      invariants: [{ name: "takes down", atEnd: ({ lines }) => void orders.add(lines.join("")) }]
    })

    expect([...orders].sort()).toEqual(["abc", "acb", "cab"])
  })

  it("lets a timeout come before or after the work, however short the work is", async () => {
    const limited = pipe(reserve, Step.timeout(1_000))

    const found = await explore(limited, 1, { world: shop, invariants: [nothingLeft] })

    expect(found.ends).toMatchObject({ Completed: 1, Failed: 2 })
    expect(found.violation).toBeUndefined()
  })

  it("lets an event come before, between and after", async () => {
    const Paid = Event.make("Paid", { payload: t.number })
    const paid = pipe(reserve, Step.andThen(Step.waitFor(Paid)))

    const found = await explore(paid, 1, { world: shop, events: [sent(Paid, 7)] })
    const never = await explore(paid, 1, { world: shop })

    expect(found.ends).toMatchObject({ Completed: 1, Waiting: 0 })
    expect(never.ends).toMatchObject({ Completed: 0, Waiting: 1 })
  })

  it("follows workflows that are called", async () => {
    const child = Workflow.make("child", {
      version: 1,
      input: t.number,
      output: t.number,
      error: t.type({ _tag: t.literal("OutOfStock") }),
      body: reserve
    })
    const parent = pipe(Saga.undoable(Step.call(child), Stock.release), Step.andThen(charge))
    const both = world({ ...shop.initial }, (state) => [...shop.providers(state), child])

    const found = await explore(parent, 1, {
      world: both,
      faults: [
        Fault.fails(Card.charge, { _tag: "Declined" }),
        Fault.fails(Stock.reserve, { _tag: "OutOfStock" })
      ],
      invariants: [nothingLeft]
    })

    expect(found.violation).toBeUndefined()
    expect(found.ends).toMatchObject({ Completed: 1, Failed: 2 })
  })

  it("goes on at random when there are too many states, and says so", async () => {
    const found = await explore(order, 1, {
      world: shop,
      faults: Fault.every(order.body),
      crashes: 2,
      maxStates: 20,
      samples: 30
    })

    expect(found.exhaustive).toBe(false)
    expect(found.coverage).toMatch(/^sampled: 30 runs after 20 states of at least \d+$/)
  })

  it("shrinks what it finds at random", async () => {
    const careless = pipe(Saga.undoable(Stock.carelessly, Stock.release), Step.andThen(charge))
    const options = { world: shop, crashes: 1, invariants: [soldOnce], maxStates: 1, samples: 200, seed: 3 }

    const { violation } = await explore(careless, 1, options)

    expect(violation?.trace).toEqual([
      "Stock.carelessly 1 gives 1",
      "the process crashes and recovers",
      "Stock.carelessly 1 gives 1"
    ])
  })

  it("finds the same with the same seed", async () => {
    const options = { world: shop, faults: Fault.every(order.body), maxStates: 5, samples: 20, seed: 11 }

    expect(await explore(order, 1, options)).toEqual(await explore(order, 1, options))
  })

  it("does not change the world that it was given", async () => {
    await explore(order, 1, { world: shop, crashes: 1 })

    expect(shop.initial).toEqual({ stock: 5, paid: 0, sent: 0 })
  })

  it("refuses a world whose state is not plain data", async () => {
    const open = world({ stock: 5, paid: 0, sent: 0, socket: new AbortController() }, (state) =>
      shop.providers(state)
    )

    await expect(explore(order, 1, { world: open })).rejects.toThrow(
      /^state\.socket is not plain data \(it is an instance of AbortController\).*\(simulator\/not-data\)/
    )
  })

  it("says on stderr how a long search is getting on", async () => {
    const now = vi.spyOn(Date, "now")
    let clock = 0
    now.mockImplementation(() => (clock += 10_000))
    const progress = vi.fn<(report: { readonly states: number }) => void>()

    await explore(order, 1, { world: shop, onProgress: progress })
    now.mockRestore()

    expect(progress).toHaveBeenCalled()
  })
})
