/**
 * What is rewritten and what is refused, and what an explanation says of it.
 */
import { pipe } from "fp-ts/lib/function.js"
import { type AnyStep, Event, fold, Saga, Schedule, Step } from "lawful"
import { explain, type Level, optimise, showExplanation, temptations } from "lawful/optimise"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { Desk } from "./desk.ts"

const id = Step.identity<number>()
const give = Step.pure((n: number) => n + 1)
const Paid = Event.make("Paid", { payload: t.number })

const kinds = (step: AnyStep): ReadonlyArray<string> => {
  const found: Array<string> = []
  fold<void>(step, ({ kind }) => void found.push(kind))
  return found
}

/** Two steps on the halves of a pair. */
const beside = (f: AnyStep, g: AnyStep): Step<readonly [number, number], unknown> =>
  pipe(
    Step.identity<readonly [number, number]>(),
    Step.andThen(Step.first<number>()(f as Step<number, number>)),
    Step.andThen(Step.second<number>()(g as Step<number, number>))
  )

const refusalsOf = (step: AnyStep, whole = true): ReadonlyArray<string> =>
  explain(step, { level: "effects", whole }).refusals.map(({ rule, nonLaw }) => `${rule} ${nonLaw}`)

const rulesOf = (step: AnyStep, level: Level = "effects", whole = true): ReadonlyArray<string> =>
  explain(step, { level, whole }).rewrites.map(({ rule }) => rule)

describe("optimise", () => {
  it("gives the same step where nothing can be done", () => {
    const step = pipe(
      Desk.credit,
      Step.map((n) => n + 1),
      Step.andThen(Desk.stock),
      Step.attempt
    )

    expect(optimise(step, { level: "effects" })).toBe(step)
  })

  it("turns a term of pure functions into one function", () => {
    const safe = pipe(
      give,
      Step.attempt,
      Step.matchEither({ left: Step.succeed(0), right: id }),
      Step.retry(3),
      Saga.scope,
      Step.andThen(Step.if((n: number) => n > 0, give, id))
    )

    expect(kinds(optimise(safe))).toEqual(["pure", "pure", "pure", "choice", "sequence"])
  })

  it("decides a choice whose value is a constant", () => {
    const step = pipe(Step.succeed(5), Step.andThen(Step.if((n: number) => n > 3, Desk.credit, Desk.address)))

    expect(kinds(optimise(step))).toEqual(["pure", "perform", "sequence"])
  })

  it("does not compute a constant that throws", () => {
    const step = pipe(
      Step.succeed(5),
      Step.map((n): number => {
        throw new RangeError(`${n}`)
      }),
      Step.andThen(Step.if((n: number) => n > 3, Desk.credit, Desk.address))
    )

    expect(rulesOf(step)).not.toContain("dead-branch")
  })

  it("keeps a scope whose loss would be seen from the outside", () => {
    const branches = Step.all([Desk.stock, Desk.address])

    expect(refusalsOf(pipe(branches, Saga.scope), false)).toEqual(["empty-scope N11"])
    expect(refusalsOf(pipe(branches, Step.retry(0)), false)).toEqual(["no-retry N11"])
  })

  it("keeps a call that is sealed apart from one that is sealed with something else", () => {
    const sealed = Saga.pivot(pipe(Desk.note, Step.andThen(Step.identity<number>())))

    expect(optimise(sealed)).toBe(sealed)
  })

  it("hoists what all arms begin with, below a label of its own", () => {
    const arm = (label: string, next: Step<number, number, never, "Desk">) =>
      pipe(Desk.credit, Step.andThen(next), Step.label(label))
    const step = Step.if((n: number) => n > 3, arm("big", Desk.address), arm("small", Desk.anything))

    const { optimised, rewrites } = explain(step, { keep: "nothing" })

    expect(rewrites.find(({ rule }) => rule === "hoist")?.because).toEqual([
      "small and big begin with Desk.credit",
      "it is done below small|big Desk.credit"
    ])
    expect(kinds(optimised).filter((kind) => kind === "perform")).toHaveLength(3)
  })

  it.each(["left", "right"])("works through a hundred thousand steps that are nested to the %s", (side) => {
    const parts = Array.from(
      { length: 100_000 },
      (_, index): Step<number, number, never, "Desk"> => (index % 3 === 0 ? Desk.credit : give)
    )
    const long =
      side === "left"
        ? parts.reduce((before, after) => pipe(before, Step.andThen(after)))
        : parts.reduceRight((after, before) => pipe(before, Step.andThen(after)))

    expect(kinds(optimise(long)).filter((kind) => kind === "pure")).toHaveLength(33_333)
  })

  it("works through thirty thousand attempts, scopes and carried values in one another", () => {
    let deep: Step<number, unknown> = give
    for (let index = 0; index < 30_000; index++)
      deep = pipe(
        deep,
        index % 3 === 0 ? Saga.scope : Step.attempt,
        Step.tap((value) => value, id as AnyStep as Step<unknown, unknown>)
      )

    expect(optimise(deep).kind).toBe("pure")
  })

  it("puts twenty thousand readers side by side", () => {
    let row: Step<number, number, never, "Desk"> = id
    for (let index = 0; index < 20_000; index++)
      row = pipe(
        row,
        Step.tap((n) => n, Desk.credit)
      )

    expect(optimise(row, { level: "resources" }).kind).toBe("carry")
  })
})

describe("independent neighbours", () => {
  const undoable = Saga.undoable(Desk.hold, Desk.free)
  const taking = Saga.undoable(Desk.take, Desk.put)

  it("go side by side when they cannot fail and touch different things", () => {
    expect(rulesOf(beside(Desk.credit, Desk.address), "resources", false)).toEqual(["unit", "parallel"])
    expect(rulesOf(beside(Desk.credit, undoable), "resources")).toEqual(["unit", "parallel"])
  })

  it("go side by side when both only read, whatever they declare", () => {
    expect(rulesOf(beside(Desk.anything, Desk.credit), "resources", false)).toContain("parallel")
    expect(rulesOf(beside(Desk.anything, Desk.stock), "effects", false)).toContain("parallel-fallible")
  })

  it("go side by side when they can fail and one saga undoes both", () => {
    expect(rulesOf(beside(taking, undoable))).toContain("parallel-fallible")
    expect(rulesOf(Saga.scope(beside(taking, undoable)), "effects", false)).toContain("parallel-fallible")
  })

  it.each([
    ["one writes what the other reads", beside(Desk.stock, taking), "N1"],
    ["one declares no footprint", beside(Desk.anything, undoable), "N1"],
    ["a write has no undo", beside(Desk.stock, Desk.hold), "N2"],
    ["a failure is caught before the saga", Step.attempt(beside(taking, undoable)), "N2"],
    [
      "something stands beside them",
      Step.all([Step.retry(3)(beside(taking, undoable)), Desk.stock as AnyStep]),
      "N2"
    ],
    ["there is a pivot", beside(Desk.note, Desk.credit), "N2"],
    ["there is a sealed scope", beside(Saga.seal(undoable), Desk.credit), "N2"],
    ["one waits for a time", beside(pipe(Desk.credit, Step.pause(5)), Desk.address), "N18"],
    [
      "one waits for an event",
      beside(
        pipe(
          Desk.credit,
          Step.tap((n) => n, Step.waitFor(Paid))
        ),
        Desk.address
      ),
      "N18"
    ],
    [
      "one calls a workflow",
      beside(Step.detach({ name: "w", version: 1, effect: "readonly" } as never), Desk.address),
      "N18"
    ]
  ] as const)("stay in order when %s", (_, step, nonLaw) => {
    const { refusals, rewrites } = explain(step as Step<number, unknown>, { level: "effects", whole: true })

    expect(rewrites.map(({ rule }) => rule)).not.toContain("parallel")
    expect(rewrites.map(({ rule }) => rule)).not.toContain("parallel-fallible")
    expect(refusals.map((refusal) => refusal.nonLaw)).toContain(nonLaw)
  })

  it("stay in order when one needs what the other gives", () => {
    const step = pipe(
      Step.begin<number>(),
      Step.bindFrom("credit", ["input"], ({ input }) => input, Desk.credit),
      Step.bindFrom("limit", ["credit"], ({ credit }) => credit, Desk.address),
      Step.bind("more", ({ input }) => input, Desk.anything)
    )

    expect(explain(step, { level: "effects" }).refusals.map(({ because }) => because)).toEqual([
      "limit = Desk.address needs what was set before it: credit",
      "more = Desk.anything is given the whole value, also what was set before it: limit. Step.bindFrom says what a step needs"
    ])
  })

  it("stay in order when nobody allowed another order", () => {
    expect(explain(beside(Desk.credit, Desk.address)).refusals).toMatchObject([
      { rule: "parallel", nonLaw: "level", because: "it holds up to resources, and timed is wanted" }
    ])
  })

  it("may have time limits, which are no waiting", () => {
    const limited = pipe(Desk.credit, Step.timeout(50), Step.catchAll(Step.succeed(0)))

    expect(rulesOf(beside(limited, Desk.address), "resources", false)).toContain("parallel")
  })
})

describe("what is tempting", () => {
  const two = Step.all([
    Saga.scope(Saga.undoable(Desk.take, Desk.put)),
    Saga.scope(Saga.undoable(Desk.hold, Desk.free))
  ])

  it.each([
    ["drop-unused", pipe(Desk.credit, Step.as("done"))],
    ["right-zero", pipe(Desk.credit, Step.andThen(Step.fail({ _tag: "No" })))],
    ["attempted-scope", pipe(Saga.undoable(Desk.take, Desk.put), Saga.scope, Step.attempt)],
    [
      "joined-scopes",
      pipe(
        Saga.scope(Saga.undoable(Desk.take, Desk.put)),
        Step.andThen(Saga.scope(Saga.undoable(Desk.hold, Desk.free))),
        Step.attempt
      )
    ],
    ["scope-in-branch", Saga.scope(two)],
    ["retry-fusion", pipe(Desk.stock, Step.retry(2), Step.retry(Schedule.immediately(3)))]
  ] as const)("is refused and explained: %s", (rule, step) => {
    const before = kinds(step)

    const { optimised, refusals } = explain(step as Step<number, unknown>, {
      level: "effects",
      keep: "nothing"
    })

    expect(refusals.map((refusal) => refusal.rule)).toContain(rule)
    expect(kinds(optimised)).toEqual(before)
  })

  it("has a test for each temptation", () => {
    expect(temptations.map(({ id }) => id)).toEqual([
      "drop-unused",
      "right-zero",
      "attempted-scope",
      "joined-scopes",
      "scope-in-branch",
      "retry-fusion"
    ])
  })
})

describe("an explanation", () => {
  it("shows each rewrite with its law, and each refusal with its reason", () => {
    const step = pipe(
      id,
      Step.map((n) => n + 1),
      Step.map((n) => n + 1),
      Step.map((n) => n + 1),
      Step.andThen(Desk.credit),
      Step.as(1)
    )

    expect(showExplanation(explain(step))).toBe(
      [
        "unit at (root): law C1, C2, identity >>> f = f, f >>> identity = f",
        "    identity >>> pure",
        "    = pure",
        "    equal up to: timed; keeps: fingerprint",
        "fusion (2 times) at (root): law C4, pure(p) >>> pure(q) = pure(q . p)",
        "    pure >>> pure",
        "    = pure",
        "    equal up to: timed; keeps: fingerprint",
        "not drop-unused at (root): N6, f >>> drop = drop",
        "    Desk.credit >>> constant",
        "    nobody uses what Desk.credit gives, but what it does is done"
      ].join("\n")
    )
    expect(showExplanation(explain(Desk.credit))).toBe("Nothing was rewritten.")
  })
})
