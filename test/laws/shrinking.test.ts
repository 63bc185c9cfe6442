/**
 * Counterexamples become small: parts, inputs, faults, contexts and schedules, each shown by a law that is wrong on purpose.
 */
import * as fc from "fast-check"
import { Step } from "lawful"
import {
  always,
  type Counterexample,
  equation,
  type EquationOptions,
  inProcess,
  type Law,
  lawSet,
  check,
  type Work,
  work,
  wordsOfReport
} from "lawful/laws"
import { describe, expect, it } from "vitest"
import { bare } from "../../laws/lab.ts"

type Wrong<P> = Pick<EquationOptions<P>, "given" | "sides"> & Partial<EquationOptions<P>>

const wrong = <P>(options: Wrong<P>): Law =>
  equation({
    id: "wrong",
    name: "a wrong law",
    equation: "left = right",
    doc: "it is not promised",
    relevant: always,
    ...options
  })(inProcess)

const found = async (law: Law, seed: number): Promise<Counterexample> => {
  const result = await law.run({ seed, numRuns: 500 })
  if (result.status !== "failed") throw new Error(`expected a failure (was ${result.status})`)
  return result.counterexample
}

const shown = ({ given }: Counterexample): Readonly<Record<string, string>> => Object.fromEntries(given)

const seeds = [1, 2, 3, 4, 5]

/** All four writes on the same input; which comes first is for the schedule to say. */
const allAtOnce = Step.all([bare("a1"), bare("a2"), bare("b1"), bare("b2")]).pipe(Step.as("done"))
const aside = (f: Work): Work => Step.identity<number>().pipe(Step.tap((value: number) => value, f))
const ordered = (...steps: ReadonlyArray<Work>): Work =>
  steps.map(aside).reduce((one, two) => one.pipe(Step.andThen(two)))

describe("a counterexample", () => {
  it.each(seeds)("has the smallest input (seed %i)", async (seed) => {
    const law = wrong({
      given: {},
      input: fc.nat({ max: 10_000 }),
      sides: () => ({
        left: Step.pure((value: number) => value > 41),
        right: Step.pure(() => false)
      })
    })

    expect(shown(await found(law, seed))).toEqual({ input: "42", faults: "{}", context: "alone" })
  })

  it.each(seeds)("has the smallest parts, each on its own (seed %i)", async (seed) => {
    const law = wrong({
      given: { f: work(), n: fc.nat(), of: fc.array(fc.nat()) },
      sides: ({ f, n, of }) => ({
        left: Step.all([f, Step.succeed(n > 9), Step.succeed(of.length > 1)]),
        right: Step.all([f, Step.succeed(false), Step.succeed(false)])
      })
    })

    const { f, n, of } = shown(await found(law, seed))
    expect(f).toMatch(/^(identity|pure|mix0)$/)
    expect([n, of]).toContainEqual(expect.stringMatching(/^(0|\[\])$/))
    expect([n, of]).toContainEqual(expect.stringMatching(/^(10|\[0,0\])$/))
  })

  it.each(seeds)("has no faults when none is needed (seed %i)", async (seed) => {
    const law = wrong({
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.as(1)), right: f.pipe(Step.as(2)) })
    })

    expect(shown(await found(law, seed))).toMatchObject({ faults: "{}", context: "alone", input: "0" })
  })

  it.each(seeds)("has only the fault that is needed (seed %i)", async (seed) => {
    const law = wrong({
      given: {},
      sides: () => ({
        left: bare("a1").pipe(Step.as("done"), Step.orElse(Step.succeed("failed"))),
        right: bare("a1").pipe(Step.as("done"), Step.orElse(Step.succeed("done")))
      })
    })

    expect(shown(await found(law, seed))["faults"]).toBe("{a1#0: error}")
  })

  it("has the simplest schedule, though another is found first", async () => {
    // What the right side cannot do: [0,1,1] (a1 b1 b2 a2), which is found first, [1] (a2 first), and many more.
    const law = wrong({
      given: {},
      input: fc.constant(0),
      relation: "refines",
      faults: { errors: false, defects: false, synchronous: false },
      contexts: ["alone"],
      sides: () => ({
        left: allAtOnce,
        right: ordered(bare("a1")).pipe(
          Step.andThen(Step.all([ordered(bare("a2"), bare("b2")), ordered(bare("b1"))])),
          Step.as("done")
        )
      })
    })

    const { choices, left, right } = await found(law, 1)
    expect(choices).toEqual([1])
    expect(left.trace).toBe('Completed "done" after a2(0) ; a1(0) ; b1(0) ; b2(0)   choices [1]')
    expect(right.trace).toBe('closest: Completed "done" after a1(0) ; a2(0) ; b1(0) ; b2(0)   choices []')
  })
})

describe("a schedule", () => {
  const law = wrong({
    given: {},
    faults: { errors: false, defects: false, synchronous: false },
    contexts: ["alone"],
    sides: () => ({
      left: allAtOnce,
      right: ordered(bare("a1"), bare("a2"), bare("b1"), bare("b2")).pipe(Step.as("done"))
    })
  })

  it("is judged alone when its choices are given", async () => {
    const { counterexample } = (await law.run({ seed: 1, numRuns: 1, choices: [0, 1, 1] })) as {
      readonly counterexample: Counterexample
    }

    expect(counterexample.choices).toEqual([0, 1, 1])
    expect(counterexample.left.trace).toMatch(/after a1.* ; b1.* ; b2.* ; a2/)
  })

  it("passes alone when the other side has it too", async () => {
    expect(await law.run({ seed: 1, numRuns: 20, choices: [] })).toMatchObject({ status: "passed" })
  })
})

describe("a replay", () => {
  const law = (mistake: boolean): Law =>
    wrong({
      given: { n: fc.nat() },
      sides: ({ n }) => ({ left: Step.succeed(mistake && n > 9), right: Step.succeed(false) })
    })

  it("shows the same, with as many schedules as were tried before", async () => {
    const once = await law(true).run({ seed: 1, maxSchedules: 700 })
    if (once.status !== "failed") throw new Error("expected a failure")

    const again = await law(true).run(once.replay)

    expect(once.replay).toMatchObject({ seed: 1, maxSchedules: 700 })
    expect(again).toMatchObject({ status: "failed", runs: 1, counterexample: once.counterexample })
  })

  it("passes once the mistake is mended", async () => {
    const once = await law(true).run({ seed: 1 })
    if (once.status !== "failed") throw new Error("expected a failure")

    expect((await law(false).run(once.replay)).status).toBe("passed")
  })
})

describe("a report", () => {
  it("has the law, what was given, both sides, the difference and a replay", async () => {
    const law = wrong({
      given: { f: fc.constant(bare("a1")) },
      faults: { errors: false, defects: false, synchronous: false },
      contexts: ["alone"],
      sides: ({ f }) => ({ left: Step.all([f, bare("b1")]), right: Step.all([f, f]) })
    })

    const report = await check(lawSet("mine", [], [law]), { seed: 1 })

    expect(wordsOfReport(report).split("\n")).toEqual([
      "failed wrong a wrong law: left = right   [=, level word, in-process]",
      "  f = a1",
      "  input = 0",
      "  faults = {}",
      "  context = alone",
      "  left   all(a1, b1)",
      "      => Completed [1047692,204215] after a1(0) ; b1(0)   choices []",
      "  right  all(a1, a1)",
      "      => closest: Completed [1047692,675764] after a1(0) ; a1(0)   choices []",
      "  No schedule of the right side (2 tried, all there are) does what the left side did.",
      "  law: it is not promised",
      expect.stringMatching(
        /^ {2}replay: check\(laws.only\("wrong"\), \{ seed: 1, path: "[\d:]+", choices: \[\] \}\)$/
      ),
      "0 passed, 1 failed, 0 skipped, 0 vacuous"
    ])
  })
})
