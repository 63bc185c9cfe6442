import * as fc from "fast-check"
import { Unwritable } from "lawful/machine"
import { describe, expect, it } from "vitest"
import { PayloadFailure } from "lawful/durable"
import { textOf, valueOf } from "../../../src/durable/payload/text.ts"

/** Whatever devalue can hold. Objects with the key `__proto__` are not data to it, and neither are null prototypes to `toEqual`. */
const values = fc
  .anything({
    key: fc.string({ unit: "binary" }).filter((key) => key !== "__proto__"),
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    values: [
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      fc.double(),
      fc.constantFrom(-0, 0, Number.NaN, Infinity, -Infinity, 2 ** 53, 5e-324),
      fc.boolean(),
      fc.constantFrom(null, undefined, "~", "~[1]", "\u2028</script>", "constructor", "toJSON"),
      fc.bigInt()
    ]
  })
  .filter(
    (value) =>
      !JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? 0 : part))?.includes(
        "__proto__"
      )
  )

describe("a value that is written as text", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(values, (value) => {
        const back = valueOf(textOf(value))

        expect(back).toStrictEqual(value)
      }),
      { numRuns: 2000 }
    )
  })

  it("comes back as it was when it is JSON, and is the JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary", maxDepth: 6 }), (value) => {
        fc.pre(!JSON.stringify(value).includes("-0") && !JSON.stringify(value).includes("__proto__"))
        const plain: unknown = JSON.parse(JSON.stringify(value))

        const text = textOf(plain)

        expect(text).toBe(JSON.stringify(value))
        expect(valueOf(text)).toStrictEqual(plain)
      })
    )
  })

  it("is one line of well-formed Unicode, whatever its strings are", () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = textOf(value)

        expect(Buffer.from(text).toString()).toBe(text)
        expect(text).not.toMatch(/[\n\r]/)
      })
    )
  })

  it("keeps cycles, and what is shared in a graph that is a large tree", () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const doubled = Array.from({ length: 60 }).reduce<unknown>((part) => [part, part], "leaf")

    const back = valueOf(textOf(circle)) as typeof circle
    const text = textOf(doubled)

    expect(back.self).toBe(back)
    expect(text.length).toBeLessThan(2000)
    expect(valueOf(text)).toBeInstanceOf(Array)
  })

  it.each([
    ["a function", { client: () => 1 }],
    ["an instance of a class", [new (class Client {})()]],
    ["a symbol", { name: Symbol("name") }],
    ["a key that is a symbol", { [Symbol("name")]: 1 }],
    ["a method toJSON", { toJSON: () => "other" }],
    ["a key that would change a prototype", JSON.parse('{"__proto__": {"admin": true}}') as unknown]
  ])("cannot hold %s", (_, value) => {
    const write = (): string => textOf(value)

    expect(write).toThrow(Unwritable)
    expect(write).toThrow(/cannot be written down: .+ \(at .+\)\./)
  })

  it.each(["array", "map"])("may be a thousand levels deep as an %s, and no deeper", (kind) => {
    const nested = (levels: number): unknown =>
      Array.from({ length: levels }).reduce<unknown>(
        (inner) => (kind === "array" ? [inner] : new Map([["inner", inner]])),
        0
      )

    expect(textOf(valueOf(textOf(nested(1000))))).toBe(textOf(nested(1000)))
    expect(() => textOf(nested(1001))).toThrow(/more than 1000 levels/)
    expect(() => textOf(nested(100_000))).toThrow(Unwritable)
  })

  it("is refused with a typed error when the text is something else", () => {
    const read = (text: string) => (): unknown => valueOf(text)

    for (const text of ["", "{", "~", "~[", "~[[99]]", "~{}", "nonsense"]) {
      expect(read(text)).toThrow(PayloadFailure)
      expect(read(text)).toThrow(/\(payload\/malformed\)$/)
    }
  })
})
