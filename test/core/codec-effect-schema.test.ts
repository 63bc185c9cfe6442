import { Effect, Schema, SchemaGetter } from "effect"
import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { Codec, type CodecLike, implement, runSync, Signature } from "lawful"
import { fromSchema } from "lawful/effect"
import { describe, expect, it } from "vitest"

const Order = Schema.Struct({
  pieces: Schema.FiniteFromString,
  placed: Schema.DateFromString,
  lines: Schema.Array(Schema.Struct({ sku: Schema.NonEmptyString })),
  note: Schema.optionalKey(Schema.String)
})

const orders: fc.Arbitrary<typeof Order.Type> = fc.record(
  {
    // Text has no negative zero.
    pieces: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    placed: fc.date({ noInvalidDate: true }),
    lines: fc.array(fc.record({ sku: fc.string({ minLength: 1 }) })),
    note: fc.string()
  },
  { requiredKeys: ["pieces", "placed", "lines"] }
)

class OutOfStock extends Schema.TaggedClass<OutOfStock>()("OutOfStock", { sku: Schema.String }) {}

const Shop = Signature.make("Shop", {
  count: {
    input: fromSchema(Order),
    output: fromSchema(Schema.FiniteFromString),
    error: fromSchema(OutOfStock),
    effect: "readonly"
  }
})

const march = new Date("2026-03-01T12:00:00.000Z")

const order = { pieces: 3, placed: march, lines: [{ sku: "a" }] }

describe("an Effect Schema as a codec", () => {
  it("takes a value through both directions and back", () => {
    const codec = fromSchema(Order)

    fc.assert(
      fc.property(orders, (value) => {
        expect(codec.decode(codec.encode(value))).toEqual(E.right(value))
      })
    )
  })

  it("encodes what it transforms", () => {
    expect(fromSchema(Order).encode(order)).toEqual({
      pieces: "3",
      placed: march.toISOString(),
      lines: [{ sku: "a" }]
    })
  })

  it("is called what it expects", () => {
    expect(fromSchema(Schema.String).name).toBe("string")
    expect(fromSchema(Order.annotate({ identifier: "Order" })).name).toBe("Order")
  })

  it("lists every mistake with its path, the expected type and what was found", () => {
    const result = fromSchema(Order).decode({ pieces: 3, lines: [{ sku: "a" }, { sku: "" }], note: 7 })

    expect(result).toEqual(
      E.left([
        { path: ["pieces"], expected: "string", actual: 3 },
        { path: ["placed"], expected: "string", actual: undefined },
        { path: ["lines", 1, "sku"], expected: "a value with a length of at least 1", actual: "" },
        { path: ["note"], expected: "string", actual: 7 }
      ])
    )
  })

  it("says in its own words what a schema says in its own words", () => {
    const Even = Schema.Number.check(Schema.makeFilter((n) => n % 2 === 0 || "an even number"))
    const Named = Schema.Struct({
      name: Schema.String.pipe(Schema.annotateKey({ messageMissingKey: "a name" }))
    })

    expect(fromSchema(Even).decode(3)).toEqual(E.left([{ path: [], expected: "an even number", actual: 3 }]))
    expect(fromSchema(Named).decode({})).toEqual(
      E.left([{ path: ["name"], expected: "a name", actual: undefined }])
    )
  })

  it("knows the type of an element that a tuple lacks", () => {
    const Pair = Schema.Tuple([Schema.String, Schema.FiniteFromString])

    expect(fromSchema(Pair).decode(["a"])).toEqual(
      E.left([{ path: [1], expected: "string", actual: undefined }])
    )
  })

  it("tells of a union as a whole", () => {
    const Either = Schema.Struct({ id: Schema.Union([Schema.String, Schema.Number]) })

    expect(fromSchema(Either).decode({ id: true })).toEqual(
      E.left([{ path: ["id"], expected: "string | number", actual: true }])
    )
  })

  it("is refused when it is asynchronous", () => {
    const slow = Schema.String.pipe(
      Schema.decode({
        decode: SchemaGetter.transformEffect((text: string) => Effect.delay(Effect.succeed(text), 1)),
        encode: SchemaGetter.passthrough()
      })
    )

    expect(() => fromSchema(slow).decode("a")).toThrow("(codec/async)")
  })

  it("throws what a schema throws", () => {
    const broken = Schema.String.check(
      Schema.makeFilter(() => {
        throw new RangeError("bug")
      })
    )

    expect(() => fromSchema(broken).decode("a")).toThrow(RangeError)
  })
})

describe("an operation with Effect Schemas", () => {
  const shop = implement(Shop, {
    count: ({ pieces, lines }, { fail }) =>
      lines.length === 0 ? fail(new OutOfStock({ sku: "any" })) : pieces * lines.length
  })

  it("gives an implementation decoded values", () => {
    expect(runSync(Shop.count, [shop])(order)).toEqual({ _tag: "Completed", output: 3 })
  })

  it("keeps the class of a typed error", () => {
    const outcome = runSync(Shop.count, [shop])({ ...order, lines: [] })

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "OutOfStock", sku: "any" } })
    expect(outcome).toHaveProperty("error", expect.any(OutOfStock))
  })

  it("names operation, path and the expected type of the value, not of its encoding", () => {
    const wrong = { ...order, pieces: "three" as unknown as number }

    const outcome = runSync(Shop.count, [shop])(wrong)

    expect(outcome).toHaveProperty("cause.code", "codec/violation")
    expect(outcome).toHaveProperty("cause.border", "input of Shop.count")
    expect(outcome).toHaveProperty("cause.issues", [
      { path: ["pieces"], expected: "number", actual: "three" }
    ])
  })

  it("tells what a value lacks", () => {
    const wrong = { placed: march, lines: [] } as unknown as typeof order

    const outcome = runSync(Shop.count, [shop])(wrong)

    expect(outcome).toHaveProperty("cause.issues", [
      { path: ["pieces"], expected: "number", actual: undefined }
    ])
  })
})

describe("an Effect Schema that is not wrapped", () => {
  it("is refused with the name of what wraps it", () => {
    const bare = Schema.String as unknown as CodecLike

    expect(() => Codec.from(bare)).toThrow("fromSchema")
    expect(() => Codec.from(bare)).toThrow("(codec/unknown)")
  })

  it("is accepted as a Standard Schema when it was made one", () => {
    const codec = Codec.from(Schema.toStandardSchemaV1(Schema.Struct({ sku: Schema.String })))

    expect(codec.decode({ sku: 7 })).toMatchObject({ _tag: "Left", left: [{ path: ["sku"], actual: 7 }] })
  })
})
