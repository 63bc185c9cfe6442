import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, type CodecViolation, Event, implement, run, runSync, Signature, Step, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import * as z from "zod"
import { thenable } from "./stage.ts"

/** A date in the program, a text outside of it. */
const DateFromText = new t.Type<Date, string, unknown>(
  "DateFromText",
  (value): value is Date => value instanceof Date,
  (value, context) =>
    typeof value === "string" && !Number.isNaN(Date.parse(value))
      ? t.success(new Date(value))
      : t.failure(value, context),
  (date) => date.toISOString()
)

const Problem = t.type({ _tag: t.literal("Problem"), at: DateFromText })

const Calendar = Signature.make("Calendar", {
  next: { input: t.type({ day: DateFromText }), output: DateFromText, error: Problem, effect: "readonly" }
})

const violation = (outcome: { readonly _tag: string; readonly cause?: unknown }): CodecViolation =>
  outcome.cause as CodecViolation

describe("a value that crosses the border of an operation", () => {
  const day = new Date("2026-01-02T00:00:00.000Z")

  it("is encoded on one side and decoded on the other", () => {
    let given: unknown
    const calendar = implement(Calendar, {
      next: (input) => {
        given = input
        return new Date(input.day.getTime() + 1)
      }
    })
    const input = { day, more: "is stripped or kept as the codec says" }

    const outcome = runSync(Calendar.next, [calendar])(input)

    expect(outcome).toEqual({ _tag: "Completed", output: new Date(day.getTime() + 1) })
    expect(given).toEqual(input)
    expect((given as typeof input).day).not.toBe(day)
  })

  it("as a typed error is decoded too", () => {
    const error = { _tag: "Problem", at: day } as const
    const calendar = implement(Calendar, { next: (_input, { fail }) => fail(error) })

    const outcome = runSync(Calendar.next, [calendar])({ day })

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Problem", at: day } })
    expect(outcome._tag === "Failed" && outcome.error.at).not.toBe(day)
  })

  it("and does not fit names the operation, the path and the expected type", () => {
    const lies = implement(Calendar, { next: () => "tomorrow" as never })
    const wrongError = implement(Calendar, { next: (_input, { fail }) => fail({ _tag: "Other" } as never) })

    const input = runSync(Calendar.next, [lies])({ day: 5 } as never)
    const output = runSync(Calendar.next, [lies])({ day })
    const error = runSync(Calendar.next, [wrongError])({ day })

    expect(input).toMatchObject({ _tag: "Defect", at: "Calendar.next" })
    expect(violation(input)).toMatchObject({
      code: "codec/violation",
      border: "input of Calendar.next",
      issues: [{ path: ["day"], expected: "DateFromText", actual: 5 }]
    })
    expect(violation(input).message).toBe(
      "The input of Calendar.next does not fit its codec: at day: expected DateFromText (was 5). Correct the value or the codec. (codec/violation)"
    )
    expect(violation(output)).toMatchObject({
      border: "output of Calendar.next",
      issues: [{ path: [], expected: "DateFromText", actual: "tomorrow" }]
    })
    expect(violation(error)).toMatchObject({ border: "error of Calendar.next" })
    expect(violation(error).issues.map(({ path }) => path)).toContainEqual(["_tag"])
  })

  it("is not looked at by an unchecked codec", () => {
    const Loose = Signature.make("Loose", {
      go: { input: Codec.unchecked<number>(), output: Codec.unchecked<number>(), effect: "readonly" }
    })
    const value = "no number" as never

    expect(runSync(Loose.go, [implement(Loose, { go: (n) => n })])(value)).toEqual({
      _tag: "Completed",
      output: value
    })
  })

  it("may be described by zod, whose issues keep their paths", () => {
    const Shop = Signature.make("Shop", {
      buy: {
        input: z.object({ sku: z.string(), lines: z.array(z.object({ count: z.number().int() })) }),
        output: z.date(),
        error: z.object({ _tag: z.literal("SoldOut") }),
        effect: "readonly"
      }
    })
    const shop = implement(Shop, {
      buy: (input, { fail }) => (input.sku === "" ? fail({ _tag: "SoldOut" }) : new Date(0))
    })
    const buy = runSync(Shop.buy, [shop])

    expect(buy({ sku: "a", lines: [{ count: 1 }] })).toEqual({ _tag: "Completed", output: new Date(0) })
    expect(buy({ sku: "", lines: [] })).toMatchObject({ _tag: "Failed", error: { _tag: "SoldOut" } })
    expect(violation(buy({ sku: 7, lines: [{ count: "x" }] } as never)).message).toBe(
      'The input of Shop.buy does not fit its codec: at sku: expected string (was 7); at lines.0.count: expected number (was "x"). Correct the value or the codec. (codec/violation)'
    )
  })
})

describe("a value that crosses the border of a workflow", () => {
  const shift = Workflow.make("shift", {
    version: 1,
    input: DateFromText,
    output: DateFromText,
    error: Problem,
    effect: "readonly",
    body: pipe(
      Step.pure((date: Date) => (date.getTime() === 0 ? left(date) : right(date))),
      Step.matchEither({
        left: Step.failWith((at: Date) => ({ _tag: "Problem", at }) as const),
        right: Step.identity<Date>()
      })
    )
  })

  it("is encoded and decoded, the typed error as well", () => {
    const date = new Date(5)
    const done = runSync(shift)(date)
    const failed = runSync(shift)(new Date(0))

    expect(done).toEqual({ _tag: "Completed", output: date })
    expect(done._tag === "Completed" && done.output).not.toBe(date)
    expect(failed).toMatchObject({ _tag: "Failed", error: { _tag: "Problem", at: new Date(0) } })
  })

  it("and does not fit is a defect that names the workflow", () => {
    const broken = Workflow.make("broken", {
      version: 1,
      input: t.number,
      output: t.number,
      error: Problem,
      body: Step.if(
        (n: number) => n > 0,
        Step.pure((n: number) => `${n}` as never),
        Step.fail({ _tag: "Problem", at: "today" } as never)
      )
    })

    expect(runSync(shift)("today" as never)).toMatchObject({
      _tag: "Defect",
      at: "shift",
      cause: { border: "input of workflow shift" }
    })
    expect(runSync(broken)(1)).toMatchObject({
      _tag: "Defect",
      cause: { border: "output of workflow broken" }
    })
    expect(runSync(broken)(0)).toMatchObject({
      _tag: "Defect",
      cause: { border: "error of workflow broken" },
      also: [{ kind: "error", error: { at: "today" } }]
    })
  })

  it("is checked where the workflow is called", async () => {
    expect(await run(Step.call(shift), [shift])("x" as never)).toMatchObject({
      _tag: "Defect",
      at: "call:shift",
      cause: { border: "input of workflow shift" }
    })
  })
})

describe("the payload of an event", () => {
  it("is decoded anew for the one who waits", async () => {
    const Due = Event.make("Due", { payload: DateFromText })
    const due = new Date(5)

    const outcome = await run(pipe(Step.emit(Due), Step.andThen(Step.waitFor(Due))))(due)

    expect(outcome).toEqual({ _tag: "Completed", output: due })
    expect(outcome._tag === "Completed" && outcome.output).not.toBe(due)
  })
})

describe("an implementation that gives a thenable that is no promise", () => {
  it("is waited for like any other", async () => {
    const Odd = Signature.make("Odd", { go: { input: t.number, output: t.number, effect: "readonly" } })
    expect(await run(Odd.go, [implement(Odd, { go: (n) => thenable(Promise.resolve(n + 1)) })])(1)).toEqual({
      _tag: "Completed",
      output: 2
    })
  })
})
