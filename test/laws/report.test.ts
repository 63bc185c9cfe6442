/**
 * What a user sees of the laws.
 */
import * as t from "io-ts"
import * as fc from "fast-check"
import { Step } from "lawful"
import {
  categoryLaws,
  check,
  codecLaws,
  describeLaws,
  equation,
  inProcess,
  lawSet,
  raceLaws,
  type Subject,
  wordsOf,
  wordsOfReport,
  work
} from "lawful/laws"
import { describe, expect, it } from "vitest"
import { mutants } from "./mutants/all.ts"

const broken = (mutants["drops what follows an identity"] as (subject: Subject) => Subject)(inProcess)
const wrong = equation({
  id: "wrong",
  name: "nothing is done twice",
  equation: "f >>> f = f",
  doc: "it is not promised",
  given: { f: work() },
  sides: ({ f }) => ({ left: f.pipe(Step.andThen(f)), right: f })
})

const idle = equation({
  id: "idle",
  name: "nothing happens",
  equation: "pure = pure",
  doc: "no operation is ever executed",
  given: {},
  sides: () => ({ left: Step.succeed(1), right: Step.succeed(1) })
})

describe("the report of a law", () => {
  it("shows equation, parts, both terms and traces, and how to see it again", async () => {
    const report = await check(lawSet("mine", [], [wrong(inProcess)]), { seed: 3 })

    const words = wordsOfReport(report)
    expect(words).toContain("failed wrong nothing is done twice: f >>> f = f")
    expect(words).toMatch(/ {2}f = \S/)
    expect(words).toMatch(/ {2}faults = \{/)
    expect(words).toMatch(/ {2}left {3}\S.*\n {6}=> \S/)
    expect(words).toMatch(/ {2}right {2}\S.*\n {6}=> \S/)
    expect(words).toMatch(
      /replay: check\(laws.only\("wrong"\), \{ seed: 3, path: "[\d:]+", choices: \[\] \}\)/
    )
  })

  it.each([0, Number.NaN])("never calls a law passed of which %d examples were tried", async (numRuns) => {
    const { counts } = await check(raceLaws(inProcess), { numRuns })

    expect(counts.passed).toBe(0)
    expect(counts.vacuous).toBeGreaterThan(0)
  })

  it("shrinks the term to a few nodes", async () => {
    const result = await wrong(inProcess).run({ seed: 3 })

    const [, shown] = result.status === "failed" ? (result.counterexample.given[0] ?? []) : []
    expect(shown).toMatch(/^(pure|mix\d|\w+\d?)$/)
  })

  it("is repeated by its seed and path", async () => {
    const once = await wrong(inProcess).run({ seed: 3 })
    const path = once.status === "failed" ? once.path : ""

    const again = await wrong(inProcess).run({ seed: 3, path })

    expect(again).toMatchObject({ status: "failed", runs: 1 })
    expect(again.status === "failed" && once.status === "failed" && again.counterexample).toEqual(
      once.status === "failed" && once.counterexample
    )
  })

  it("goes on after a failure", async () => {
    const { counts } = await check(categoryLaws(broken), { numRuns: 60, seed: 1 })

    expect(counts.failed).toBeGreaterThan(0)
    expect(counts.passed).toBeGreaterThan(0)
  })
})

describe("a law that cannot be checked", () => {
  const poor: Subject = { ...inProcess, name: "poor", capabilities: new Set(["parallel"]) }

  it("is skipped with the reason, not passed", async () => {
    const { entries } = await check(raceLaws(poor).only("R1"), { numRuns: 5 })

    expect(entries.map(({ result }) => result)).toEqual([
      { status: "skipped", reason: "poor does not support race, timers" }
    ])
  })

  it("is declared as skipped when the runner can", () => {
    const declared: Array<string> = []
    const runner = Object.assign(() => declared.push("it"), { skip: () => declared.push("skip") })

    describeLaws(raceLaws(poor).only("R1"), { describe: (_, body) => body(), it: runner })

    expect(declared).toEqual(["skip"])
  })

  it("fails when the runner cannot skip", async () => {
    const bodies: Array<() => Promise<void>> = []

    describeLaws(raceLaws(poor).only("R1"), {
      describe: (_, body) => body(),
      it: (_, body) => bodies.push(body)
    })

    await expect(bodies[0]?.()).rejects.toThrow("poor does not support race, timers")
  })

  it("is not counted as passed", async () => {
    const { counts } = await check(lawSet("mine", [raceLaws(poor).only("R1")], [idle(inProcess)]), {
      seed: 1
    })

    expect(counts).toEqual({ passed: 0, failed: 0, skipped: 1, vacuous: 1 })
  })

  it("is vacuous when the examples have nothing to do with it", async () => {
    const result = await idle(inProcess).run({ seed: 1 })

    expect(result.status).toBe("vacuous")
    expect(wordsOf(idle(inProcess), result)).toContain("only 0 of 100 examples had to do with the law")
  })
})

describe("a law set", () => {
  it("checks a set that is reached twice once", async () => {
    const category = categoryLaws(inProcess)
    const both = lawSet("both", [lawSet("one", [category], []), lawSet("other", [category], [])], [])

    const { entries } = await check(both, { numRuns: 1, seed: 1 })

    expect(entries).toHaveLength(category.laws.length)
  })

  it("shows what was left out, and why", async () => {
    const set = categoryLaws(inProcess).without("C3", "takes too long here")

    const report = await check(set.only("C1", "C2"), { numRuns: 20, seed: 1 })

    expect(report.entries.map(({ law }) => law.id)).toEqual(["C1", "C2"])
    expect(wordsOfReport(report)).toContain("left out C3: takes too long here")
  })

  it("declares what was left out as skipped, with the reason", () => {
    const declared: Array<string> = []
    const skip = (title: string): unknown => declared.push(title)
    const runner = {
      describe: (_: string, body: () => void) => body(),
      it: Object.assign(() => {}, { skip })
    }

    describeLaws(categoryLaws(inProcess).without("C3", "takes too long here"), runner)

    expect(declared).toEqual(["C3 left out: takes too long here"])
  })

  it("refuses a law that it does not have, and a missing reason", () => {
    const set = categoryLaws(inProcess)

    expect(() => set.without("C9", "no such law")).toThrow('expected a law of the set "category"')
    expect(() => set.without("C1", " ")).toThrow("expected a reason")
  })
})

describe("the laws of a codec", () => {
  it("pass for io-ts codecs", async () => {
    const codec = t.type({ id: t.string, items: t.array(t.number) })

    const { counts } = await check(
      codecLaws("order", codec, fc.record({ id: fc.string(), items: fc.array(fc.nat()) }))
    )

    expect(counts).toMatchObject({ passed: 2, failed: 0 })
  })

  it("find a codec that loses data", async () => {
    const rounded = new t.Type<number, number>("rounded", t.number.is, t.number.validate, Math.round)

    const { counts } = await check(codecLaws("rounded", rounded, fc.double({ noNaN: true })), { seed: 1 })

    expect(counts).toMatchObject({ passed: 0, failed: 2 })
  })

  it("find a codec that does not survive JSON", async () => {
    const date = new t.Type<Date, Date>(
      "date",
      (u): u is Date => u instanceof Date,
      (u, c) => (u instanceof Date ? t.success(u) : t.failure(u, c)),
      (d) => d
    )

    const { entries } = await check(codecLaws("date", date, fc.date({ noInvalidDate: true })), { seed: 1 })

    expect(entries.map(({ law, result }) => [law.id, result.status])).toEqual([
      ["codec", "passed"],
      ["codec/json", "failed"]
    ])
  })
})
