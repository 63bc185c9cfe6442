import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Schedule, Step, Workflow } from "lawful"
import { type Describable, describe as describing, description, type DescribeOptions } from "lawful/describe"
import { describe, expect, it } from "vitest"
import { booking, Desk, Packed, Paid } from "./desk.ts"

const may = (step: Describable): ReadonlyArray<string> => describing(step).may.operations.map(({ id }) => id)
const must = (step: Describable): ReadonlyArray<string> =>
  describing(step).must.operations.map(({ id }) => id)
const errors = (step: Describable) =>
  describing(step).errors.map(({ from, error }) => (error === undefined ? from : `${error} of ${from}`))
const bounds = (step: Describable, options?: DescribeOptions) => describing(step, options).bounds

describe("what a step may do", () => {
  it("is every operation in it, undos among them, by node id", () => {
    const step = pipe(booking, Step.andThen(pipe(Desk.ask, Step.label("again"))))

    expect(describing(step).may.operations).toEqual([
      {
        id: "Desk.book",
        operation: "Desk.book",
        effect: "undoable",
        delivery: "idempotent",
        reads: [],
        writes: ["book"],
        error: "Closed",
        attempts: 1,
        repeated: false,
        undoing: false
      },
      {
        id: "Desk.book/undo/Desk.free",
        operation: "Desk.free",
        effect: "undo",
        delivery: "atLeastOnce",
        reads: [],
        writes: ["book"],
        attempts: 1,
        repeated: false,
        undoing: true
      },
      {
        id: "again/Desk.ask",
        operation: "Desk.ask",
        effect: "readonly",
        delivery: "atLeastOnce",
        reads: ["book"],
        writes: [],
        error: "Closed",
        attempts: 1,
        repeated: false,
        undoing: false
      }
    ])
  })

  it("does not hold what nothing reaches", () => {
    const step = pipe(Desk.look, Step.andThen(Step.fail({ _tag: "No" })), Step.andThen(Desk.send))

    expect(may(step)).toEqual(["Desk.look"])
  })

  it("holds events, timers and calls, and the resources that are declared", () => {
    const ship = Workflow.reference("ship", {
      version: 2,
      input: t.unknown,
      output: t.void,
      effect: "readonly"
    })
    const step = Step.all({
      paid: Step.waitFor(Paid),
      packed: pipe(Step.sleep(50), Step.andThen(Step.emit(Packed))),
      shipped: pipe(Desk.ask, Step.andThen(Step.call(ship))),
      later: Step.sleep((wait: number) => wait).pipe(Step.label("later"))
    })
    const use = { attempts: 1, repeated: false, undoing: false }

    const { may } = describing(step)

    expect(may.awaits).toEqual([{ ...use, id: "wait:Paid", event: "Paid", mode: "queue" }])
    expect(may.sends).toEqual([{ ...use, id: "emit:Packed", event: "Packed", mode: "queue" }])
    expect(may.timers.map(({ id, milliseconds }) => [id, milliseconds])).toEqual([
      ["sleep", 50],
      ["later/sleep", "computed"]
    ])
    expect(may.calls).toEqual([
      { ...use, id: "call:ship", calls: "ship", version: 2, mode: "await", effect: "readonly", known: false }
    ])
    expect([may.reads, may.writes]).toEqual([["book"], []])
  })

  it("is plain data that survives JSON", () => {
    const described = describing(pipe(booking, Step.retry(Schedule.constant(5)), Step.timeout(Infinity)))

    expect(JSON.parse(JSON.stringify(described))).toEqual(described)
  })
})

describe("what a step must do", () => {
  it("is what all alternatives do", () => {
    const both = Step.if(() => true, pipe(Desk.look, Step.andThen(Desk.note)), Desk.note)

    expect(must(pipe(both, Step.andThen(Desk.send)))).toEqual(["Desk.note", "Desk.send"])
  })

  it("leaves out losers, turns, items and handlers", () => {
    expect(must(Step.race({ a: Desk.look, b: Desk.ask }))).toEqual([])
    expect(must(pipe(Desk.look, Step.forEach()))).toEqual([])
    expect(must(pipe(Desk.ask, Step.orElse(Desk.look)))).toEqual(["Desk.ask"])
  })

  it("is what two of three branches share with all other two", () => {
    const same = pipe(Desk.look, Step.label("same"))

    expect(must(Step.quorum(2, { a: same, b: same, c: pipe(Desk.look, Step.label("other")) }))).toEqual([
      "same/Desk.look"
    ])
  })

  it("is what one turn of a loop does at least", () => {
    const loop = pipe(Desk.look, Step.repeatUntil((n: number) => n > 3) as never) as Describable

    expect(must(loop)).toEqual(["Desk.look"])
  })
})

describe("the errors of a step", () => {
  it("are those that operations declare and those that are raised, by their tags", () => {
    const step = pipe(Desk.ask, Step.andThen(Step.fail({ _tag: "Odd" })), Step.label("check"))

    expect(errors(step)).toEqual(["Closed of check/Desk.ask", "Odd of check"])
  })

  it("are none once they are handled", () => {
    expect(errors(pipe(Desk.ask, Step.attempt))).toEqual([])
    expect(errors(pipe(Desk.ask, Step.catchAll(Desk.look)))).toEqual([])
    expect(errors(pipe(Desk.ask, Step.retry(Schedule.constant(5))))).toEqual([])
  })

  it("are still there when a handler is for another tag", () => {
    const step = pipe(Desk.ask, Step.timeout(5), Step.catchTag("TimedOut", Desk.look))

    expect(errors(step)).toEqual(["Closed of Desk.ask"])
  })

  it("are those of the handler as well", () => {
    const step = pipe(Desk.ask, Step.catchAll(Step.fail({ _tag: "Other" })))

    expect(errors(step)).toEqual(["Other of (root)"])
  })
})

describe("the bounds of a step", () => {
  it("count each attempt", () => {
    const step = pipe(Desk.ask, Step.retry(2), Step.retry(1))

    expect(bounds(step).operations).toEqual({ least: 1, most: 6 })
    expect(bounds(step).attempts).toBe(6)
  })

  it("count undos apart, with their attempts, of what has been done", () => {
    const stubborn = Saga.undoable(Desk.book, Desk.free, { retry: Schedule.immediately(4) })

    expect(bounds(pipe(stubborn, Step.retry(1)))).toMatchObject({
      operations: { least: 1, most: 2 },
      undoOperations: 5
    })
  })

  it("have none for loops and items, unless their number is known", () => {
    const items = pipe(booking, Step.forEach({ concurrency: 2 }))

    expect(bounds(items).operations).toEqual({ least: 0, most: "unbounded" })
    expect(bounds(items, { items: 5, latency: () => 10 })).toMatchObject({
      operations: { least: 0, most: 5 },
      undoOperations: 5,
      time: { forward: 30, undoing: 30 }
    })
  })

  it("add up delays, waits and latencies along the way, and take the longest of branches", () => {
    const patient = pipe(Desk.ask, Step.retry(Schedule.exponential(100).pipe(Schedule.times(3))))
    const step = pipe(patient, Step.pause(1_000), Step.andThen(Step.all([Desk.look, Step.sleep(40)])))

    expect(bounds(step).waiting).toEqual({ forward: 1_740, undoing: 0 })
    expect(bounds(step).time).toEqual({ forward: "unbounded", undoing: 0 })
    expect(bounds(step, { latency: () => 10 }).time).toEqual({ forward: 1_780, undoing: 0 })
  })

  it("know that a time limit bounds waiting and reading, and that a write is waited for", () => {
    const forever = pipe(Desk.ask, Step.retry(Schedule.constant(10)))

    expect(bounds(pipe(forever, Step.timeout(500))).time).toEqual({ forward: 500, undoing: 0 })
    expect(bounds(pipe(Desk.look, Step.andThen(Step.waitFor(Paid)), Step.timeout(500))).time.forward).toBe(
      500
    )
    expect(bounds(pipe(booking, Step.timeout(500)), { latency: () => 90 }).time).toEqual({
      forward: 90,
      undoing: 90
    })
    expect(
      bounds(pipe(Step.sleep(480), Step.andThen(booking), Step.timeout(500)), { latency: () => 90 }).time
    ).toEqual({ forward: 570, undoing: 90 })
  })

  it("know that nobody retries later than a schedule allows", () => {
    const step = pipe(Desk.ask, Step.retry(Schedule.constant(30).pipe(Schedule.within(100))))

    expect(bounds(step).attempts).toBe(4)
    expect(bounds(step).waiting.forward).toBe(90)
  })

  it.each([{ items: -1 }, { items: 0.5 }, { turns: Number.NaN }])("refuse %o", (options) => {
    expect(() => describing(Desk.look, options)).toThrow("(describe/out-of-range)")
  })
})

describe("a called workflow", () => {
  const body = pipe(booking, Step.andThen(Desk.look))
  const shipping = Workflow.make("ship", {
    version: 1,
    input: t.unknown,
    output: t.number,
    error: t.type({ _tag: t.literal("Closed") }, "Closed"),
    body
  })
  const caller = pipe(Step.call(shipping), Step.retry(2))

  it("is part of the description when it is among the providers", () => {
    const { may, bounds, must } = describing(caller, { providers: [shipping] })

    expect(may.operations.map(({ workflow, id, attempts }) => [workflow, id, attempts])).toEqual([
      ["ship", "Desk.book", 3],
      ["ship", "Desk.book/undo/Desk.free", 3],
      ["ship", "Desk.look", 3]
    ])
    expect(must.operations.map(({ id }) => id)).toEqual(["Desk.book", "Desk.look"])
    expect(bounds.operations).toEqual({ least: 2, most: 4 })
    expect(may.calls.map(({ known }) => known)).toEqual([true])
  })

  it("is a call and nothing more when it is not", () => {
    const { may, bounds, errors } = describing(caller)

    expect(may.operations).toEqual([])
    expect(may.calls).toHaveLength(1)
    expect(errors).toEqual([{ from: "call:ship", kind: "call", error: "Closed" }])
    expect(bounds.time.forward).toBe("unbounded")
  })

  it("may call itself, without end", () => {
    const self = Workflow.reference("down", {
      version: 1,
      input: t.number,
      output: t.number,
      effect: "readonly"
    })
    const down = Workflow.make("down", {
      version: 1,
      effect: "readonly",
      input: t.number,
      output: t.number,
      body: pipe(
        Desk.look,
        Step.andThen(Step.if((n: number) => n > 0, Step.call(self), Step.identity<number>()))
      )
    })

    const { name, version, bounds, must } = describing(down)

    expect([name, version]).toEqual(["down", 1])
    expect(bounds.operations).toEqual({ least: 1, most: "unbounded" })
    expect(must.operations.map(({ id }) => id)).toEqual(["Desk.look"])
  })

  it("is not waited for when it is detached", () => {
    const later = pipe(Step.detach(shipping), Step.label("later"))

    const { must, bounds } = describing(later, { providers: [shipping], latency: () => 50 })

    expect(must.operations).toEqual([])
    expect(bounds).toMatchObject({ operations: { least: 0, most: 2 }, time: { forward: 0, undoing: 0 } })
  })
})

describe("the requirements of a step", () => {
  it("are those of its type", () => {
    const step = pipe(Desk.look, Step.andThen(Step.waitFor(Paid)), Step.andThen(Step.emit(Packed)))

    expect(describing(step).requirements).toEqual(["Desk", "emits:Packed", "event:Paid"])
  })
})

describe("the interpreter", () => {
  it("gives the description", () => {
    expect(description.interpret(booking)).toEqual(describing(booking))
  })

  it("gives the mistakes that the check of a workflow would find", () => {
    expect(describing(Desk.note).problems.map(({ code }) => code)).toEqual(["saga/undo-missing"])
  })
})

describe("a large term", () => {
  const nested = (times: number, around: (step: Describable, index: number) => Describable): Describable =>
    Array.from({ length: times }).reduce<Describable>((step, _, index) => around(step, index), Desk.ask)
  const named = (index: number) => pipe(booking, Step.label(`${index}`))

  it.each([
    [
      "a chain nested to the left",
      (step: Describable, index: number) => pipe(step as typeof booking, Step.andThen(named(index)))
    ],
    [
      "a chain nested to the right",
      (step: Describable, index: number) => pipe(named(index), Step.andThen(step as typeof booking))
    ]
  ])("is described: %s", (_, around) => {
    const { bounds, must } = describing(nested(10_000, around))

    expect(bounds.operations).toEqual({ least: 10_001, most: 10_001 })
    expect(must.operations).toHaveLength(10_001)
  })

  it.each(["attempt", "scope", "label", "if", "retry", "all"] as const)(
    "is described: steps nested in %s",
    (kind) => {
      const around = {
        attempt: (step: Describable) => pipe(Step.attempt(step as typeof booking), Step.as(1)),
        scope: (step: Describable) => Saga.scope(step as typeof booking),
        label: (step: Describable) => pipe(step as typeof booking, Step.label("deeper")),
        if: (step: Describable) => Step.if(() => true, step as typeof booking, Desk.look),
        retry: (step: Describable) => pipe(step as typeof booking, Step.retry(1)),
        all: (step: Describable) => Step.all([step as typeof booking, Desk.look])
      }[kind]

      expect(may(nested(2_000, around)).some((id) => id.endsWith("Desk.ask"))).toBe(true)
    }
  )

  it("is described: many branches", () => {
    const branches = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`b${index}`, named(index)])
    )

    expect(describing(Step.all(branches)).bounds.operations).toEqual({ least: 10_000, most: 10_000 })
  })
})
