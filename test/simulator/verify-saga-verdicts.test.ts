/**
 * What `verifySaga` says is true: it does not cry wolf, looks into called workflows, and claims no more than it has seen.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { type AnyStep, implement, Saga, Signature, Step, Workflow } from "lawful"
import { type SagaReport, type Verdict, verifySaga, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { begin } from "../../src/machine/advance.ts"
import type { Residual } from "../../src/machine/residual.ts"
import { programOf } from "../../src/machine/program.ts"
import { from } from "../../src/machine/vector.ts"
import type { Deed, ExploredState } from "../../src/simulator/explore/explored-state.ts"
import { rulesFor, stuckRulesFor } from "../../src/simulator/verify-saga/saga-rules.ts"
import { Card, charge, order, reserve, shop, Stock } from "./shop.ts"

const boom = Step.fail({ _tag: "No" } as const)
const nowhere = Step.pure(() => undefined)

const statusOf = ({ verdicts }: SagaReport, id: Verdict["id"]): Verdict["status"] | undefined =>
  verdicts.find((verdict) => verdict.id === id)?.status

const whyOf = ({ verdicts }: SagaReport, id: Verdict["id"]): string | undefined =>
  verdicts.find((verdict) => verdict.id === id)?.why

describe("verifySaga does not cry wolf", () => {
  it("when a scope is retried, and its undos fail the second time", async () => {
    const again = pipe(reserve, Step.andThen(charge), Step.andThen(boom), Saga.scope, Step.retry(1))

    const report = await verifySaga(again, 1, { world: shop })

    expect(report.violation?.words).toBeUndefined()
    expect(statusOf(report, "SAGA-7")).toBe("holds")
  })

  it("when a retry remembers a call of its first attempt", async () => {
    const report = await verifySaga(pipe(reserve, Step.andThen(boom), Step.retry(1)), 1, { world: shop })

    expect(report.violation?.words).toBeUndefined()
    expect(statusOf(report, "SAGA-2")).toBe("holds")
  })

  it("when one call with its undo stands twice", async () => {
    const report = await verifySaga(pipe(reserve, Step.andThen(reserve), Step.andThen(boom)), 1, {
      world: shop
    })

    expect(report.violation?.words).toBeUndefined()
  })

  it("when what is undone as a whole had a choice not to write", async () => {
    type Size = { readonly _tag: "Big"; readonly n: number } | { readonly _tag: "Small"; readonly n: number }
    const taken = pipe(
      Step.pure(({ n }: { readonly _tag: "Big"; readonly n: number }) => n),
      Step.andThen(reserve)
    )
    const either = Saga.undoableUsing(
      pipe(
        Step.identity<Size>(),
        Step.match({
          Big: taken,
          Small: Step.pure(({ n }: { readonly _tag: "Small"; readonly n: number }) => n)
        })
      ),
      (_input: Size, n: number) => n,
      Stock.release
    )

    const report = await verifySaga(
      pipe(either, Step.andThen(charge)),
      { _tag: "Small", n: 0 },
      { world: shop }
    )

    expect(report.violation?.words).toBeUndefined()
    expect(statusOf(report, "SAGA-2")).toBe("not applicable")
  })

  it("when what is undone as a whole goes through an empty list", async () => {
    const all = Saga.undoableUsing(
      pipe(reserve, Step.forEach()),
      (_input: ReadonlyArray<number>, taken: ReadonlyArray<number>) => taken.length,
      Stock.release
    )
    const counted = pipe(
      all,
      Step.map(({ length }) => length),
      Step.andThen(charge)
    )

    const report = await verifySaga(counted, [], { world: shop })

    expect(report.violation?.words).toBeUndefined()
  })
})

describe("the properties count", () => {
  const program = programOf(pipe(reserve, Step.andThen(charge)))
  const undo = "Stock.reserve/undo/Stock.release"
  const deed = (node: string): Deed => ({
    operation: node,
    node,
    effect: node === undo ? "undo" : "undoable",
    times: 1,
    repeated: false,
    run: 0,
    at: { node, trail: node === undo ? [1] : [] }
  })
  /** A run that has really done this, believes to have undone that, and has ended so. */
  const stateAfter = (
    done: ReadonlyArray<string>,
    undone: ReadonlyArray<string>,
    outcome: Residual["outcome"]
  ): ExploredState => ({
    runs: [
      {
        id: "run",
        program,
        residual: { ...begin(program, 1, 0), undone: from(undone), outcome },
        caller: null,
        inFlight: {},
        lost: {}
      }
    ],
    world: 0,
    remembered: {},
    now: 0,
    kept: {},
    waiting: [],
    expected: [],
    budget: { faults: 0, crashes: 0, cancellations: 0, resumes: 1 },
    calls: {},
    done: Object.fromEntries(done.map((node, index) => [`${node}~${index}`, deed(node)]))
  })
  const failed = { _tag: "Failed", error: "no", also: [], undone: [] } as const
  const stuck = (...owed: ReadonlyArray<string>) =>
    ({
      _tag: "Stuck",
      cause: { kind: "error", error: "no", at: "" },
      also: [],
      owed: owed.map((of) => ({ of, input: 1 })),
      undone: []
    }) as const
  const rules = [...rulesFor(0, (seen) => seen, true), ...stuckRulesFor(0, (seen) => seen)]
  const asked = (id: Verdict["id"], state: ExploredState): string | undefined => {
    const rule = rules.find((one) => one.id === id)
    return rule?.inState?.(state) ?? rule?.atEnd?.(state, state.runs[0]?.residual.outcome ?? failed)
  }
  const twice = ["Stock.reserve", "Stock.reserve"]

  it.each([
    [["Stock.reserve"], "Stock.reserve was done and not undone, although the run ended Failed"],
    [twice, undefined]
  ])("in SAGA-3, where what was done twice has been undone as %o", (undone, why) => {
    expect(asked("SAGA-3", stateAfter(twice, undone, failed))).toBe(why)
  })

  it.each([
    [["Stock.reserve", undo, undo], `${undo} was called 2 times, and what it undoes was done 1 times`],
    [[...twice, undo, undo], undefined],
    [[undo], `${undo} was called, and what it undoes was never done`]
  ])("in SAGA-2, where these were done: %o", (done, why) => {
    expect(asked("SAGA-2", stateAfter(done, [], failed))).toBe(why)
  })

  it.each([
    [[], [], "Stock.reserve was done, is not undone, and is not owed"],
    [["Stock.reserve"], [], "Stock.reserve was done, is not undone, and is not owed"],
    [["Stock.reserve"], ["Stock.reserve"], undefined],
    [twice, ["Stock.reserve"], "Stock.reserve is owed and was undone"]
  ])("in SAGA-7, where what was done twice is undone as %o and owed as %o", (undone, owed, why) => {
    expect(asked("SAGA-7", stateAfter(twice, undone, stuck(...owed)))).toBe(why)
  })
})

describe("verifySaga looks into called workflows", () => {
  const child = (undo: AnyStep) =>
    Workflow.make("child", {
      version: 1,
      input: t.number,
      output: t.number,
      error: t.type({ _tag: t.literal("Declined") }),
      effect: "undoable",
      body: pipe(
        Saga.undoable(Stock.reserve, undo as unknown as typeof Stock.release),
        Step.andThen(Saga.undoable(Card.charge, Card.refund))
      ) as never
    })
  const calling = (called: ReturnType<typeof child>) => ({
    step: pipe(Saga.undoable(Step.call(called), Stock.release)) as unknown as typeof reserve,
    options: { world: shop, workflows: [called as never] }
  })

  it("lets their calls fail, and finds an undo that does nothing", async () => {
    const { step, options } = calling(child(nowhere))

    const { violation } = await verifySaga(step, 1, options)

    expect(violation?.rule).toContain("SAGA-4")
    expect(violation?.why).toContain("stock was 5 and is 4")
    expect(violation?.words).toContain("found with faults and crashes")
  })

  it("judges what they have done by their own terms", async () => {
    // The caller itself has nothing to undo when its only call fails.
    const { step, options } = calling(child(Stock.release))
    const seen: Array<string> = []

    const report = await verifySaga(step, 1, {
      ...options,
      observe: () => "nobody looks",
      invariants: [
        {
          name: "watch",
          atEnd: (_world, end, { all }) => {
            if (end._tag === "Failed")
              seen.push(...all.filter(({ run }) => run === 1).map(({ node }) => node))
            return undefined
          }
        }
      ]
    })

    expect(report.violation?.words).toBeUndefined()
    expect(new Set(seen)).toEqual(new Set(["Stock.reserve", "Stock.reserve/undo/Stock.release"]))
    expect(statusOf(report, "SAGA-2")).toBe("holds")
    expect(statusOf(report, "SAGA-3")).toBe("holds")
  })
})

describe("verifySaga claims no more than it has seen", () => {
  it("does not hold when states were only sampled", async () => {
    const report = await verifySaga(order, 1, { world: shop, maxStates: 20, samples: 5 })

    expect(report.violation).toBeUndefined()
    expect(report.holds).toBe(false)
    expect(report.coverage).toMatch(/^sampled: /)
    expect(statusOf(report, "SAGA-4")).toBe("sampled")
    expect(report.words).toContain("which is no proof")
  })

  it("leaves SAGA-12 undecided when the second run alone was only sampled, and says so in the coverage", async () => {
    const each = pipe(
      reserve,
      Step.forEach({ concurrency: 5 }),
      Step.map(({ length }) => length),
      Step.andThen(charge)
    )

    const report = await verifySaga(each, [], {
      world: shop,
      other: [1, 1, 1, 1, 1],
      maxStates: 30,
      samples: 5
    })

    expect(report.violation?.words).toBeUndefined()
    expect(statusOf(report, "SAGA-4")).toBe("holds")
    expect(statusOf(report, "SAGA-12")).toBe("undecided")
    expect(report.holds).toBe(true)
    expect(report.coverage).toMatch(/^sampled: /)
  })

  it("calls a property that had no occasion not applicable, and says what was missing", async () => {
    const report = await verifySaga(boom, undefined, { world: shop })

    expect(report.holds).toBe(false)
    expect(statusOf(report, "SAGA-1")).toBe("not applicable")
    expect(whyOf(report, "SAGA-1")).toBe("no run completed")
    expect(statusOf(report, "SAGA-5")).toBe("not applicable")
    expect(statusOf(report, "SAGA-3")).toBe("holds")
    expect(report.words).toContain("no run got stuck")
  })
})

describe("the violation is called as its verdict", () => {
  const careful = { crashes: 0, maxFaults: 0 }
  const broken = ({ verdicts }: SagaReport): ReadonlyArray<string> =>
    verdicts.filter(({ status }) => status === "broken").map(({ id, name }) => `${id} (${name})`)

  it("when resuming a stuck run leaves something behind", async () => {
    const Desk = Signature.make("Desk", {
      take: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
      give: { input: t.number, output: t.number, effect: "undo" },
      sign: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
    })
    const desk = world({ taken: 0 }, (state) => [
      implement(Desk, {
        take: (n) => {
          state.taken += n
          return n
        },
        give: (n) => {
          state.taken -= n
          return n
        },
        sign: () => undefined
      })
    ])
    const twice = pipe(Desk.give, Step.andThen(Desk.sign)) as unknown as typeof Desk.sign
    const saga = pipe(Saga.undoable(Desk.take, twice), Step.andThen(boom))

    const report = await verifySaga(saga, 1, { world: desk, ...careful })

    expect(report.violation?.why).toBe(
      "the run ended Failed, and the world is not as it was: taken was 0 and is -1"
    )
    expect(broken(report)).toEqual([report.violation?.rule])
    expect(report.violation?.rule).toMatch(/^SAGA-7 /)
  })

  it("when a cancellation leaves something behind", async () => {
    const careless = pipe(
      Saga.undoable(Stock.reserve, nowhere),
      Step.tap((n) => n, Step.sleep(10))
    )

    const report = await verifySaga(careless, 1, { world: shop, ...careful })

    expect(report.violation?.why).toBe(
      "the run ended Cancelled, and the world is not as it was: stock was 5 and is 4"
    )
    expect(broken(report)).toEqual([report.violation?.rule])
    expect(report.violation?.rule).toMatch(/^SAGA-11 /)
  })
})
