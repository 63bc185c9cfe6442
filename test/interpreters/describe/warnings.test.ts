/**
 * Each warning where it must come, and where it must not.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, Saga, Schedule, Step, Workflow } from "lawful"
import { type Describable, describe as describing, type DescribeOptions } from "lawful/describe"
import { describe, expect, it } from "vitest"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { booking, Desk, Packed, Paid } from "./desk.ts"

const warned = (step: Describable, options?: DescribeOptions): ReadonlyArray<string> =>
  describing(step, options).warnings.map(({ code, place }) => `${code} at ${place}`)

/** As if it had reached the term past the types. */
const cast = (step: Step<never, unknown, unknown, unknown, unknown>) => step as Step<unknown, number>

const named = (name: string) => pipe(Desk.look, Step.label(name))

describe("unreachable", () => {
  it.each<[string, Describable, string]>([
    ["behind a failure", pipe(Step.fail({ _tag: "No" }), Step.andThen(named("dead"))), "dead/Desk.look"],
    ["behind a wait without end", pipe(Step.sleep(Infinity), Step.andThen(named("dead"))), "dead/Desk.look"],
    ["a handler of what cannot fail", pipe(Desk.look, Step.catchAll(named("dead"))), "dead/Desk.look"],
    [
      "a second handler",
      pipe(Desk.ask, Step.catchAll(Step.succeed(1)), Step.orElse(named("dead"))),
      "dead/Desk.look"
    ],
    [
      "an arm that a constant does not name",
      pipe(
        Step.succeed<{ readonly _tag: "A" | "B" }>({ _tag: "A" }),
        Step.match({ A: Desk.ask, B: named("dead") })
      ),
      "dead/Desk.look"
    ],
    [
      "the arm of a branch that never ends",
      pipe(
        Step.race({ f: Desk.ask, g: Step.sleep(Infinity) }),
        Step.match({ f: Step.succeed(1), g: named("dead") })
      ),
      "dead/Desk.look"
    ]
  ])("is said of %s", (_, step, place) => {
    expect(warned(step)).toEqual([`describe/unreachable at ${place}`])
  })

  it.each<[string, Describable]>([
    ["behind a step that may fail", pipe(Desk.ask, Step.andThen(named("alive")))],
    ["a handler of what may fail", pipe(Desk.ask, Step.catchAll(named("alive")))],
    ["a handler for a tag", pipe(Desk.ask, Step.timeout(5), Step.catchTag("TimedOut", named("alive")))],
    ["both arms of a condition", Step.if((n: number) => n > 1, named("one"), named("other"))],
    [
      "behind one arm that fails",
      pipe(
        Step.if(() => true, Step.fail("no"), Desk.ask),
        Step.andThen(named("alive"))
      )
    ],
    [
      "behind a race that one wins",
      pipe(Step.race({ f: Desk.ask, g: Step.sleep(Infinity) }), Step.andThen(named("alive")))
    ]
  ])("is not said of %s", (_, step) => {
    expect(warned(step)).toEqual([])
  })
})

describe("never retried", () => {
  it("is said of a retry of what cannot fail, and of no other", () => {
    expect(warned(pipe(Desk.look, Step.retry(2)))).toEqual(["describe/never-retried at Desk.look"])
    expect(warned(pipe(Desk.ask, Step.retry(2)))).toEqual([])
  })
})

describe("never wins", () => {
  const slow = pipe(Step.sleep(100), Step.andThen(named("slow")))

  it("is said of a branch that begins its work when another has ended", () => {
    const quick = pipe(Step.sleep(50), Step.as("quick"))

    expect(warned(Step.race({ slow, quick }))).toEqual(["describe/never-wins at sleep"])
  })

  it.each<[string, Describable]>([
    ["when the other may take any time", Step.race({ slow, other: Desk.ask })],
    ["when both may end at one instant", Step.race({ slow, other: pipe(Step.sleep(100), Step.as(1)) })],
    ["when the other may fail to end", Step.race({ slow, other: Step.waitFor(Paid) })],
    [
      "when it may fail before",
      Step.race({ slow: pipe(Desk.ask, Step.andThen(slow)), other: Step.sleep(100).pipe(Step.as(1)) })
    ],
    ["of the clock of a time limit", pipe(Step.sleep(5), Step.timeout(5_000))]
  ])("is not said %s", (_, step) => {
    expect(warned(step)).toEqual([])
  })
})

describe("retries cut off", () => {
  const patient = pipe(Desk.ask, Step.retry(Schedule.exponential(100).pipe(Schedule.times(3))))

  it("is said of attempts that cannot begin before the time limit", () => {
    const [warning] = describing(pipe(patient, Step.timeout(500))).warnings

    expect(warning).toMatchObject({ code: "describe/retries-cut-off", place: "Desk.ask" })
    expect(warning?.message).toContain("only 3 of its 4 attempts can begin before the time limit of 500 ms")
  })

  it("counts what is waited for before the first attempt", () => {
    expect(warned(pipe(Step.sleep(20), Step.andThen(patient), Step.timeout(710)))).toEqual([
      "describe/retries-cut-off at Desk.ask"
    ])
  })

  it.each<[string, Describable]>([
    ["when there is time for all", pipe(patient, Step.timeout(700))],
    ["of retries without end", pipe(Desk.ask, Step.retry(Schedule.constant(100)), Step.timeout(500))],
    [
      "of delays that may be short",
      pipe(
        Desk.ask,
        Step.retry(Schedule.constant(900).pipe(Schedule.times(1), Schedule.jittered(1))),
        Step.timeout(500)
      )
    ]
  ])("is not said %s", (_, step) => {
    expect(warned(step)).toEqual([])
  })
})

describe("undo missing", () => {
  it("is said of a write that a seal takes for final, when something fails before it", () => {
    const step = Saga.seal(cast(pipe(cast(Desk.note), Step.andThen(Desk.ask))))

    expect(warned(step)).toEqual(["describe/undo-missing at Desk.note"])
  })

  it("is said of a part that fails before the undo of the whole is owed", () => {
    const step = Saga.undoable(cast(pipe(cast(Desk.note), Step.andThen(Desk.ask))), Desk.free)

    expect(warned(step)).toEqual(["describe/undo-missing at Desk.note"])
  })

  it("is said of items and of branches", () => {
    const items = Saga.seal(cast(pipe(cast(Desk.book), Step.forEach({ concurrency: 1 }))))
    const branches = Saga.seal(cast(Step.all([cast(Desk.note), Desk.ask])))

    expect(warned(items)).toEqual(["describe/undo-missing at Desk.book"])
    expect(warned(branches)).toEqual(["describe/undo-missing at Desk.note"])
  })

  it.each<[string, Describable]>([
    ["when nothing fails behind it", Saga.seal(cast(pipe(Desk.ask, Step.andThen(cast(Desk.note)))))],
    ["when the write is what fails", Saga.pivot(Desk.book)],
    ["when it is undone", Saga.seal(pipe(booking, Step.andThen(Desk.ask)))],
    [
      "when the undo of the whole is owed from the start",
      Saga.undoableFromStart(cast(pipe(cast(Desk.note), Step.andThen(Desk.ask))), Desk.free)
    ],
    [
      "when the failure is handled",
      Saga.seal(cast(pipe(cast(Desk.note), Step.andThen(Step.attempt(Desk.ask)))))
    ],
    ["when it is a mistake anyway", cast(pipe(cast(Desk.note), Step.andThen(Desk.ask)))]
  ])("is not said %s", (_, step) => {
    expect(warned(step)).toEqual([])
  })
})

describe("race on a resource", () => {
  const again = pipe(booking, Step.label("again"))

  it.each<[string, Describable]>([
    ["branches", Step.all([booking, again])],
    ["a reader beside a writer", Step.all([Desk.ask, pipe(Desk.look, Step.andThen(booking))])],
    ["branches of a race", Step.race({ a: booking, b: again })],
    ["items", pipe(booking, Step.forEach())],
    ["nested branches", Step.all([Step.all([Desk.look, booking]), again])]
  ])("is said of %s", (_, step) => {
    expect(warned(step)).toEqual(["describe/race-on-resource at Desk.book"])
  })

  it("looks into what is called", () => {
    const ship = Workflow.make("ship", {
      version: 1,
      input: t.unknown,
      output: t.unknown,
      error: t.unknown,
      body: booking
    })
    const step = Step.all([cast(Step.call(ship)), pipe(booking, Step.attempt)])

    expect(warned(step, { providers: [ship] })).toEqual(["describe/race-on-resource at Desk.book"])
  })

  it.each<[string, Describable]>([
    ["one after the other", pipe(booking, Step.andThen(again))],
    ["two readers", Step.all([Desk.ask, pipe(Desk.ask, Step.label("again"))])],
    ["different resources", Step.all([booking, Saga.undoable(Desk.note, Desk.look)])],
    ["items one after the other", pipe(booking, Step.forEach({ concurrency: 1 }))],
    ["what is not declared", Step.all([Desk.look, pipe(Desk.look, Step.label("again"))])]
  ])("is not said of %s", (_, step) => {
    expect(warned(step)).toEqual([])
  })
})

describe("waits without end", () => {
  const paidFirst = pipe(Step.waitFor(Paid), Step.andThen(Step.emit(Packed)))
  const packedFirst = pipe(Step.waitFor(Packed), Step.andThen(Step.emit(Paid)))

  it("are a deadlock when two branches wait for each other", () => {
    expect(warned(Step.all([paidFirst, packedFirst]))).toEqual([
      "describe/deadlock at wait:Paid",
      "describe/deadlock at wait:Packed"
    ])
  })

  it("are a deadlock when a step sends to itself too late", () => {
    expect(warned(pipe(Step.waitFor(Paid), Step.andThen(Step.emit(Paid))))).toEqual([
      "describe/deadlock at wait:Paid"
    ])
  })

  it("are found through three branches and a called workflow", () => {
    const Third = Event.make("Third", { payload: t.void })
    const shipping = Workflow.make("ship", {
      version: 1,
      effect: "readonly",
      input: t.void,
      output: t.void,
      body: pipe(Step.waitFor(Third), Step.andThen(Step.emit(Paid)))
    })
    const step = Step.all([
      paidFirst,
      pipe(Step.waitFor(Packed), Step.andThen(Step.emit(Third))),
      pipe(Step.succeed(undefined), Step.andThen(Step.call(shipping)))
    ])

    expect(warned(step, { providers: [shipping] })).toEqual([
      "describe/deadlock at wait:Paid",
      "describe/deadlock at wait:Packed",
      "describe/deadlock at ship: wait:Third"
    ])
  })

  it("are events that nobody sends, when it is said which come from outside", () => {
    expect(warned(Step.waitFor(Paid), { events: [] })).toEqual(["describe/event-never-sent at wait:Paid"])
    expect(warned(Step.waitFor(Paid), { events: [Packed] })).toEqual([
      "describe/event-never-sent at wait:Paid"
    ])
  })

  it.each<[string, Describable, DescribeOptions?]>([
    ["when the event comes from outside", Step.waitFor(Paid)],
    ["when it is said to", Step.waitFor(Paid), { events: [Paid] }],
    [
      "when one of the branches sends first",
      Step.all([pipe(Step.emit(Paid), Step.andThen(Step.waitFor(Packed))), paidFirst])
    ],
    [
      "when an arm may send it",
      pipe(
        Step.when(() => true, Step.emit(Paid)),
        Step.as(undefined),
        Step.andThen(paidFirst)
      )
    ],
    [
      "when an undo may send it",
      Step.all([
        pipe(
          Saga.undoable(Desk.book, pipe(Step.succeed(undefined), Step.andThen(Step.emit(Paid)))),
          Step.andThen(Desk.ask)
        ),
        Step.waitFor(Paid)
      ])
    ],
    ["when a cycle is fed from outside", Step.all([paidFirst, packedFirst]), { events: [Paid] }]
  ])("are not seen %s", (_, step, options) => {
    expect(warned(step, options)).toEqual([])
  })
})

describe("the order of the example", () => {
  it("gets no warning", () => {
    expect(describing(fulfilOrder, { events: [] }).warnings).toEqual([])
  })
})

describe("a warning", () => {
  it("survives names that break lines", () => {
    const hostile = Event.make("Pa\nid\u202E", { payload: t.void })

    const [warning] = describing(Step.waitFor(hostile), { events: [] }).warnings

    expect(warning?.message).toContain("Pa\\u{a}id\\u{202e}")
  })
})
