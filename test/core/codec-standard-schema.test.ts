import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { Codec, implement, runSync, Signature } from "lawful"
import { describe, expect, it } from "vitest"
import { z } from "zod"

const Order = z.object({
  placed: z.date(),
  lines: z.array(z.object({ sku: z.string(), pieces: z.int().positive() })),
  note: z.string().optional()
})

const orders: fc.Arbitrary<z.infer<typeof Order>> = fc.record(
  {
    placed: fc.date({ noInvalidDate: true }),
    lines: fc.array(fc.record({ sku: fc.string(), pieces: fc.integer({ min: 1 }) })),
    note: fc.string()
  },
  { requiredKeys: ["placed", "lines"] }
)

const Shop = Signature.make("Shop", {
  count: { input: Order, output: z.number(), effect: "readonly" }
})

const shop = implement(Shop, { count: ({ lines }) => lines.length })

const order = { placed: new Date(0), lines: [{ sku: "a", pieces: 1 }] }

describe("a zod schema", () => {
  it("takes a value through both directions and back", () => {
    const codec = Codec.from(Order)

    fc.assert(
      fc.property(orders, (value) => {
        expect(codec.decode(codec.encode(value))).toEqual(E.right(value))
      })
    )
  })

  it("lets a value that fits into an operation and out of it", () => {
    expect(runSync(Shop.count, [shop])(order)).toEqual({ _tag: "Completed", output: 1 })
  })

  it("names operation, path and what was expected when a value does not fit", () => {
    const wrong = { placed: new Date(0), lines: [{ sku: "a", pieces: "one" as unknown as number }] }

    const outcome = runSync(Shop.count, [shop])(wrong)

    expect(outcome).toHaveProperty("cause.border", "input of Shop.count")
    expect(outcome).toHaveProperty("cause.issues", [
      {
        path: ["lines", 0, "pieces"],
        expected: "number",
        actual: "one"
      }
    ])
  })

  it("lists every mistake", () => {
    const result = Codec.from(Order).decode({ placed: "now", lines: [{ sku: 7, pieces: 0 }] })

    expect(result).toMatchObject({
      _tag: "Left",
      left: [{ path: ["placed"] }, { path: ["lines", 0, "sku"] }, { path: ["lines", 0, "pieces"] }]
    })
  })

  it("fills in what its schema fills in", () => {
    const codec = Codec.from(z.object({ pieces: z.number().default(1) }))

    expect(codec.decode({})).toEqual(E.right({ pieces: 1 }))
  })

  it("is refused when it validates asynchronously", () => {
    const codec = Codec.from(z.string().refine(() => Promise.resolve(true)))

    expect(() => codec.decode("a")).toThrow("(codec/async)")
  })
})

describe("a Standard Schema of another vendor", () => {
  it("may give path segments as objects with a key", () => {
    const schema = {
      "~standard": {
        version: 1,
        vendor: "own",
        validate: () => ({ issues: [{ message: "a sku", path: [{ key: "lines" }, 0, Symbol.for("sku")] }] })
      }
    } as const

    expect(Codec.from(schema).decode({ lines: [{}] })).toEqual(
      E.left([{ path: ["lines", 0, "Symbol(sku)"], expected: "a sku", actual: undefined }])
    )
  })
})
