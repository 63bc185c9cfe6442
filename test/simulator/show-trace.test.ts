/**
 * Traces as text.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Step, Workflow } from "lawful"
import { Crash, Fault, send, showTrace, simulate, type Trace } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { Card, charge, day, down, Mail, Paid, patient, shop } from "./domain.ts"

const lines = (trace: Trace, width?: number): ReadonlyArray<string> =>
  showTrace(trace, width === undefined ? {} : { width }).split("\n")

describe("A shown trace", () => {
  it("aligns times, names and values, and counts days", async () => {
    const { trace } = await simulate(pipe(patient, Step.pause(30 * day)), 5, {
      world: shop,
      faults: [Fault.fails(Card.charge, down, { call: 1 })]
    })

    expect(lines(trace)).toEqual([
      "    00:00:00.000  \u2717 Card.charge              5 \u2192 Down",
      "                  \u2026 retry(Card.charge)       for 100ms",
      '    00:00:00.100  \u2713 Card.charge (attempt 2)  5 \u2192 "T-1"',
      "                  \u2026 sleep                    for 30d",
      '30d 00:00:00.100  = run                      Completed  "T-1"'
    ])
  })

  it("marks what is undone, and what a stuck run owes", async () => {
    const failing = pipe(charge, Step.andThen(Step.fail({ _tag: "Later" })))

    const undone = await simulate(failing, 5, { world: shop })
    const stuck = await simulate(failing, 5, { world: shop, faults: [Fault.throws(Card.refund)] })

    expect(lines(undone.trace).slice(1)).toEqual([
      '              \u21a9 Card.charge/undo/Card.refund  "T-1"',
      "              = run                           Failed  Later"
    ])
    expect(lines(stuck.trace).slice(1)).toEqual([
      '              \u2717 Card.charge/undo/Card.refund  "T-1" \u2192 threw  Error: Card.refund threw',
      "              = run                           Stuck  owes Card.charge"
    ])
  })

  it("shows lost answers, deliveries, crashes, events and cancellations", async () => {
    const { trace } = await simulate(pipe(charge, Step.andThen(Step.waitFor(Paid)), Step.pause(day)), 5, {
      world: shop,
      faults: [Fault.losesAnswer(Card.charge)],
      events: [send(Paid, 7, { at: 2_000 })],
      crashes: [Crash.at(3_000, { downFor: 1_500 })],
      cancelAt: 5_000
    })

    expect(lines(trace)).toEqual([
      "00:00:00.000  ? Card.charge                   5 \u2192 the answer is lost",
      "00:00:01.000  + Card.charge                   again  5",
      '              \u2713 Card.charge                   \u2192 "T-1"',
      "              \u2026 wait:Paid                     waits for Paid",
      "00:00:02.000  @ Paid                          from outside  7",
      "              ! wait:Paid                     gets Paid  7",
      "              \u2026 sleep                         for 1d",
      "00:00:03.000  # crash                         another process goes on after 1.5s",
      "00:00:04.500  \u2026 sleep                         for 23h 59m 57s",
      '00:00:05.000  # cancelled                     "cancelAt"',
      '              \u21a9 Card.charge/undo/Card.refund  "T-1"',
      '              = run                           Cancelled  "cancelAt"'
    ])
  })

  it("calls what happens in a called workflow after the call", async () => {
    const inner = Workflow.make("inner", {
      version: 1,
      input: t.number,
      output: t.string,
      error: t.type({ _tag: t.literal("Down") }),
      body: charge
    })

    const { trace } = await simulate(Step.call(inner), 5, { world: shop, workflows: [inner] })

    expect(lines(trace)).toEqual([
      "00:00:00.000  > call:inner                calls inner  5",
      '              \u2713 call:inner > Card.charge  5 \u2192 "T-1"',
      '              = call:inner                Completed  "T-1"',
      '              = run                       Completed  "T-1"'
    ])
  })

  it("has no line that is too long, and no character that a terminal obeys", async () => {
    const hostile = `\u001b[31mred\r\n\u202ereversed\u0007${"long ".repeat(100)}`
    const { trace } = await simulate(Saga.pivot(Mail.send), hostile, {
      world: shop,
      id: "evil\u001b]0;title\u0007\nrun"
    })

    for (const width of [60, 110, 300]) {
      const shown = lines(trace, width)
      expect(shown).toHaveLength(2)
      for (const line of shown) {
        expect(line.length).toBeLessThanOrEqual(width)
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
      }
    }
  })

  it("leaves out what is deep, then what repeats the input, then the end", async () => {
    const at = { at: 0, runId: "run" }
    const input = { order: "A-1", lines: [{ sku: "kettle", quantity: 1 }], note: "n".repeat(60) }
    const call = { node: "N.op", operation: "N.op", input, attempt: 1, undoing: false }
    const trace: Trace = [
      { ...at, what: { kind: "started", ...call } },
      { ...at, what: { kind: "succeeded", ...call, output: { ...input, id: 7 } } }
    ]

    expect(lines(trace, 80)).toEqual([
      '00:00:00.000  \u2713 N.op  { order: "A-1", lines: [\u2026], note: "nnnnnnnnnn\u2026 \u2192 { id: 7 }'
    ])
  })

  it("shows every kind of value", async () => {
    const circular: Record<string, unknown> = { 'a"b': undefined, "two words": 1n }
    circular["self"] = circular
    const values = [
      new Map([["a", new Set([1])]]),
      new Date(0),
      new Error("bad\nnews"),
      [],
      {},
      null,
      -0,
      circular
    ]

    const trace: Trace = values.map((output) => ({
      at: 0,
      runId: "run",
      what: { kind: "succeeded", node: "n", operation: "n", input: 1, attempt: 1, undoing: false, output }
    }))

    expect(lines(trace).map((line) => line.slice(line.indexOf("\u2192") + 2))).toEqual([
      'Map {"a" => Set {1}}',
      "1970-01-01T00:00:00.000Z",
      "Error: bad\\u000anews",
      "[]",
      "{}",
      "null",
      "-0",
      '{ "two words": 1n, self: (circular) }'
    ])
  })

  it("of nothing is empty", () => {
    expect(showTrace([])).toBe("")
  })
})
