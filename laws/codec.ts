/**
 * Codecs: what goes out comes back.
 * @module
 */
import type * as fc from "fast-check"
import { type CodecLike, describeIssue, from, type TypeOf } from "../src/core/codec.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Finding, property } from "./property.ts"

/**
 * The laws of a codec, checked on values of its type.
 * @example
 * import * as fc from "fast-check"
 * import { check, codecLaws } from "lawful/laws"
 * const report = await check(codecLaws("date", t.string, fc.string()), { seed: 1 })
 * report.counts // => { passed: 2, failed: 0, skipped: 0, vacuous: 0 }
 */
export const codecLaws = <C extends CodecLike>(
  name: string,
  codec: C,
  values: fc.Arbitrary<TypeOf<C>>,
  equals: (one: TypeOf<C>, other: TypeOf<C>) => boolean = sameJson
): LawSet => {
  const { encode, decode } = from(codec)
  const decoded = (data: unknown, value: TypeOf<C>): Finding => {
    const result = decode(data)
    if (result._tag === "Right" && equals(result.right, value)) return { kind: "holds", relevant: true }
    return {
      kind: "broken",
      counterexample: {
        given: [
          ["a", JSON.stringify(value)],
          ["encode(a)", JSON.stringify(data)]
        ],
        left: {
          term: "decode(encode(a))",
          trace:
            result._tag === "Right" ? JSON.stringify(result.right) : result.left.map(describeIssue).join("; ")
        },
        right: { term: "a", trace: JSON.stringify(value) },
        difference: "What went out did not come back."
      }
    }
  }
  const subject = { name, capabilities: new Set<never>() }
  const law = { level: "outcome", relation: "=", requires: [] } as const
  return lawSet(
    `codec ${name}`,
    [],
    [
      property(
        {
          ...law,
          id: "codec",
          name: "round trip",
          equation: "decode(encode(a)) = right(a)",
          doc: "a value is the same on both sides of a border"
        },
        subject,
        values,
        (value) => Promise.resolve(decoded(encode(value), value))
      ),
      property(
        {
          ...law,
          id: "codec/json",
          name: "round trip through JSON",
          equation: "decode(parse(stringify(encode(a)))) = right(a)",
          doc: "a value survives being written to a journal"
        },
        subject,
        values,
        (value) => Promise.resolve(decoded(parsed(encode(value)), value))
      )
    ]
  )
}

const parsed = (data: unknown): unknown => (data === undefined ? undefined : JSON.parse(JSON.stringify(data)))

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
