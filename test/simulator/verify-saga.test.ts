/**
 * Sagas are verified: sound ones hold, and each way to break one is found and explained.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { type AnyStep, Event, implement, Saga, Schedule, Signature, Step } from "lawful"
import { Fault, verifySaga, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Card, charge, order, reserve, sell, send, type Shop, shop, Stock } from "./shop.ts"

const nowhere = Step.pure(() => undefined)

describe("verifySaga on a sound saga", () => {
  it("decides all twelve properties, exhaustively", async () => {
    const report = await verifySaga(order, 1, { world: shop })

    expect(report.violation?.words).toBeUndefined()
    expect(report.verdicts.map(({ id, status }) => `${id} ${status}`)).toEqual(
      Array.from({ length: 12 }, (_, index) => `SAGA-${index + 1} holds`)
    )
    expect(report.coverage).toBe(`exhaustive: ${report.states} states`)
  })

  it.each<readonly [string, AnyStep]>([
    [
      "side by side",
      pipe(
        Step.all([reserve, charge]),
        Step.andThen(Step.map(([n]: readonly [number, number]) => n)(Step.identity()))
      )
    ],
    ["in a scope of its own that is caught", pipe(reserve, Step.andThen(charge), Saga.scope, Step.attempt)],
    ["retried", pipe(reserve, Step.andThen(charge), Saga.scope, Step.retry(2))],
    ["under a time limit", pipe(reserve, Step.andThen(charge), Step.timeout(100))],
    ["in a race", Step.race({ reserve, charge })],
    [
      "for each of a list",
      pipe(
        Step.pure((n: number) => [n, n]),
        Step.andThen(pipe(reserve, Step.forEach({ concurrency: 2 })))
      )
    ],
    [
      "undone as a whole",
      Saga.undoable(
        pipe(
          reserve,
          Step.map((n) => n)
        ),
        Stock.release
      )
    ],
    ["sealed", pipe(reserve, Step.andThen(charge), Saga.seal)]
  ])("holds for a saga %s", async (_, saga) => {
    const report = await verifySaga(saga as typeof sell, 1, { world: shop })

    expect(report.violation?.words).toBeUndefined()
  })

  it("does not ask for phases where sagas are nested", async () => {
    const nested = pipe(reserve, Saga.scope, Step.andThen(charge))

    const { verdicts } = await verifySaga(nested, 1, { world: shop })

    expect(verdicts.find(({ id }) => id === "SAGA-6")?.status).toBe("not applicable")
  })
})

describe("verifySaga finds", () => {
  it("an undo that does nothing", async () => {
    const careless = pipe(Saga.undoable(Stock.reserve, nowhere), Step.andThen(charge), Step.andThen(send))

    const { violation } = await verifySaga(careless, 1, { world: shop })

    expect(violation?.rule).toContain("SAGA-4")
    expect(violation?.why).toBe("the run ended Failed, and the world is not as it was: stock was 5 and is 4")
    expect(violation?.trace.length).toBeLessThan(6)
    expect(await violation?.replay()).toMatchObject({
      broken: { why: violation?.why },
      trace: violation?.trace
    })
  })

  it("two undos that were swapped", async () => {
    const swapped = pipe(
      Saga.undoable(Stock.reserve, Card.refund),
      Step.andThen(Saga.undoable(Card.charge, Stock.release)),
      Step.andThen(send)
    )

    const { violation } = await verifySaga(swapped, 1, { world: shop })

    expect(violation?.rule).toContain("SAGA-4")
  })

  it("a write that is declared final and is not", async () => {
    const careless = pipe(Saga.readonly(Card.charge), Step.andThen(reserve))

    const { violation } = await verifySaga(careless, 6, { world: shop })

    expect(violation?.rule).toMatch(/SAGA-4/)
    expect(violation?.why).toContain("paid was 0 and is 6")
  })

  it("an irreversible write before something that can fail", async () => {
    const paid = charge as unknown as Step<number, number>
    const careless = pipe(
      send,
      Step.map(() => 1),
      Step.andThen(paid)
    ) as unknown as typeof sell

    const { violation } = await verifySaga(careless, 1, {
      world: shop,
      faults: [Fault.fails(Card.charge, { _tag: "Declined" })],
      observe: () => "nobody looks"
    })

    expect(violation?.rule).toContain("SAGA-8")
    expect(violation?.why).toBe("the run failed after Truck.send, which cannot be undone")
  })

  it("a write that a crash doubles", async () => {
    const careless = Saga.undoable(Stock.carelessly, Stock.release)

    const { violation } = await verifySaga(careless, 1, { world: shop })

    expect(violation?.rule).toMatch(/SAGA-[19] /)
    expect(violation?.why).toContain("Stock.carelessly")
  })

  it("a receiver that breaks its word, when receivers are tested", async () => {
    const trusted = await verifySaga(sell, 1, { world: shop })
    const tested = await verifySaga(sell, 1, { world: shop, receivers: "tested" })

    expect(trusted.violation).toBeUndefined()
    expect(tested.violation?.why).toMatch(/Stock\.reserve was (done|delivered) 2 times/)
  })

  it("an undo that throws for good, as a run that is stuck", async () => {
    const Door = Signature.make("Door", {
      open: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
      close: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
    })
    const house = world({ open: 0 }, (state) => [
      implement(Door, {
        open: (n) => {
          state.open += n
          return n
        },
        close: () => {
          throw new Error("jammed")
        }
      })
    ])
    const saga = pipe(Saga.undoable(Door.open, Door.close), Step.andThen(Step.fail({ _tag: "No" })))

    const { violation } = await verifySaga(saga, 1, { world: house })

    expect(violation?.rule).toContain("SAGA-10")
    expect(violation?.why).toBe(
      "the run is stuck, owing Door.open, because Door.open/undo/Door.close threw Error: jammed"
    )
  })

  it("a wait for an event that nobody sends", async () => {
    const Paid = Event.make("Paid", { payload: t.number })
    const saga = pipe(reserve, Step.andThen(Step.waitFor(Paid)))

    const { violation } = await verifySaga(saga, 1, { world: shop })

    expect(violation?.rule).toContain("SAGA-10")
    expect(violation?.why).toContain("wait:Paid")
  })

  it("a broken invariant of the user", async () => {
    const report = await verifySaga(order, 1, {
      world: shop,
      invariants: [
        { name: "nothing leaves", always: ({ sent }: Shop) => (sent > 0 ? `${sent} left` : undefined) }
      ]
    })

    expect(report.holds).toBe(false)
    expect(report.violation).toMatchObject({ rule: "nothing leaves", why: "1 left" })
  })
})

describe("verifySaga", () => {
  it("warns of sagas that disturb each other, without calling it a mistake", async () => {
    const Price = Signature.make("Price", {
      raise: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
      reset: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
    })
    // The undo writes back what it had seen: what came in between is lost.
    const tag = world({ price: 100 }, (state) => [
      implement(Price, {
        raise: (by) => {
          const before = state.price
          state.price += by
          return before
        },
        reset: (before) => void (state.price = before)
      }),
      ...shop.providers({ ...shop.initial })
    ])
    const saga = pipe(
      Step.begin<number>(),
      Step.bind("before", () => 10, Saga.undoable(Price.raise, Price.reset)),
      Step.bind("card", () => 1, Card.charge as unknown as typeof charge),
      Step.map(({ before }) => before)
    )

    const report = await verifySaga(saga, 1, { world: tag })

    expect(report.holds).toBe(true)
    expect(report.verdicts.at(-1)).toMatchObject({ id: "SAGA-12", status: "warning" })
    expect(report.verdicts.at(-1)?.why).toContain("run-2")
  })

  it("proves nothing of an input with which no run completes", async () => {
    const wrong = await verifySaga(order, "one" as unknown as number, { world: shop })
    const tooMany = await verifySaga(order, 99, { world: shop })

    expect(wrong.holds).toBe(false)
    expect(wrong.words).toContain("No run completed; without any fault it is: Defect at order")
    expect(tooMany.holds).toBe(false)
    expect(tooMany.words).toContain('without any fault it is: Failed with {"_tag":"OutOfStock"}')
  })

  it("refuses to observe nothing", async () => {
    const nothing = ((state: Shop) => void state.stock) as unknown as (state: Shop) => object

    await expect(verifySaga(order, 1, { world: shop, observe: nothing })).rejects.toThrow(
      "(simulator/observes-nothing)"
    )
  })

  it("looks only at what `observe` shows", async () => {
    const logged = world({ ...shop.initial, log: [] as Array<string> }, (state) =>
      shop.providers(
        new Proxy(state, {
          set: (target, name, value) => {
            target.log.push(String(name))
            return Reflect.set(target, name, value)
          }
        })
      )
    )

    const all = await verifySaga(sell, 1, { world: logged })
    const some = await verifySaga(sell, 1, { world: logged, observe: ({ stock, paid }) => ({ stock, paid }) })

    expect(all.violation?.why).toContain("log.0 was missing and is")
    expect(some.violation).toBeUndefined()
  })

  it("tries typed errors whose codec cannot be looked at, when they are given", async () => {
    const patient = Saga.undoable(Stock.reserve, Stock.release, { retry: Schedule.immediately(1) })

    const report = await verifySaga(pipe(patient, Step.andThen(charge)), 1, {
      world: shop,
      faults: [Fault.fails(Card.charge, { _tag: "Expired" })]
    })

    expect(report.violation?.words).toBeUndefined()
  })
})
