import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { Codec, implement, runSync, Signature } from "lawful"
import { describe, expect, it } from "vitest"

const DateFromISOString = new t.Type<Date, string, unknown>(
  "DateFromISOString",
  (value): value is Date => value instanceof Date,
  (value, context) => {
    const date = new Date(typeof value === "string" ? value : Number.NaN)
    return Number.isNaN(date.getTime()) ? t.failure(value, context) : t.success(date)
  },
  (date) => date.toISOString()
)

const Order = t.type({
  placed: DateFromISOString,
  lines: t.array(t.type({ sku: t.string, pieces: t.number })),
  note: t.union([t.string, t.null])
})

const orders: fc.Arbitrary<t.TypeOf<typeof Order>> = fc.record({
  placed: fc.date({ noInvalidDate: true }),
  lines: fc.array(fc.record({ sku: fc.string(), pieces: fc.double({ noNaN: true }) })),
  note: fc.option(fc.string())
})

const Shop = Signature.make("Shop", {
  age: {
    input: Order,
    output: DateFromISOString,
    error: t.type({ since: DateFromISOString }),
    effect: "readonly"
  }
})

const march = new Date("2026-03-01T12:00:00.000Z")

const order = { placed: march, lines: [], note: null }

describe("an io-ts codec", () => {
  it("takes a value through both directions and back", () => {
    const codec = Codec.from(Order)

    fc.assert(
      fc.property(orders, (value) => {
        expect(codec.decode(codec.encode(value))).toEqual(E.right(value))
      })
    )
  })

  it("encodes to what its schema says", () => {
    expect(Codec.from(Order).encode(order)).toEqual({ placed: march.toISOString(), lines: [], note: null })
  })

  it("lists every mistake with its path, the expected type and what was found", () => {
    const wrong = {
      placed: "now",
      lines: [
        { sku: "a", pieces: 1 },
        { sku: 7, pieces: 1 }
      ],
      note: null
    }

    expect(Codec.from(Order).decode(wrong)).toEqual(
      E.left([
        { path: ["placed"], expected: "DateFromISOString", actual: "now" },
        { path: ["lines", "1", "sku"], expected: "string", actual: 7 }
      ])
    )
  })

  it("tells of each member of a union at the path of the union", () => {
    const wrong = { ...order, placed: march.toISOString(), note: 7 }

    expect(Codec.from(Order).decode(wrong)).toEqual(
      E.left([
        { path: ["note"], expected: "string", actual: 7 },
        { path: ["note"], expected: "null", actual: 7 }
      ])
    )
  })

  it("tells of a member of an intersection at the path of the value", () => {
    const codec = Codec.from(t.intersection([t.type({ sku: t.string }), t.type({ pieces: t.number })]))

    expect(codec.decode({ sku: "a" })).toEqual(
      E.left([{ path: ["pieces"], expected: "number", actual: undefined }])
    )
  })

  it("gives an implementation decoded values and not the caller's own", () => {
    const seen: Array<unknown> = []
    const shop = implement(Shop, {
      age: (input) => {
        seen.push(input)
        return input.placed
      }
    })

    const outcome = runSync(Shop.age, [shop])(order)

    expect(outcome).toEqual({ _tag: "Completed", output: march })
    expect(seen).toEqual([order])
    expect(seen[0]).not.toBe(order)
  })

  it.each([
    [
      "input",
      { ...order, placed: "now" as unknown as Date },
      'at placed: expected DateFromISOString (was "now")'
    ],
    ["input", null as unknown as typeof order, "expected"]
  ])("names operation, path and expected type when the %s does not fit", (side, input, message) => {
    const shop = implement(Shop, { age: ({ placed }) => placed })

    const outcome = runSync(Shop.age, [shop])(input)

    expect(outcome).toHaveProperty("cause.border", `${side} of Shop.age`)
    expect(outcome).toHaveProperty("cause.message", expect.stringContaining(message))
  })

  it("checks values whatever the schema is called", () => {
    const namesake = Codec.from(t.type({ pieces: t.number }, "unknown"))

    expect(namesake.unchecked).toBe(false)
    expect(Codec.from(t.unknown).unchecked).toBe(true)
  })

  it("checks what an implementation gives", () => {
    const shop = implement(Shop, { age: () => "now" as unknown as Date })

    const outcome = runSync(Shop.age, [shop])(order)

    expect(outcome).toHaveProperty("cause.border", "output of Shop.age")
    expect(outcome).toHaveProperty("cause.issues", [
      { path: [], expected: "DateFromISOString", actual: "now" }
    ])
  })

  it("checks the error with which an implementation fails", () => {
    const shop = implement(Shop, { age: (_, { fail }) => fail({ since: "now" as unknown as Date }) })

    const outcome = runSync(Shop.age, [shop])(order)

    expect(outcome).toHaveProperty("cause.border", "error of Shop.age")
    expect(outcome).toHaveProperty("cause.issues", [
      { path: ["since"], expected: "DateFromISOString", actual: "now" }
    ])
  })
})
