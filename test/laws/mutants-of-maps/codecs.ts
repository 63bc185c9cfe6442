/**
 * Codecs that keep what they are given, and codecs that lose something.
 */
import * as t from "io-ts"
import * as fc from "fast-check"
import { codecLaws, type LawSet } from "lawful/laws"
import { z } from "zod"

const lines = fc.record({ id: fc.string(), items: fc.array(fc.nat()) })

/** Codecs of two libraries that are right. */
export const soundCodecs: ReadonlyArray<LawSet> = [
  codecLaws("io-ts", t.type({ id: t.string, items: t.array(t.number) }), lines),
  codecLaws("zod", z.object({ id: z.string(), items: z.array(z.number()) }), lines)
]

const rounded = new t.Type<number, number>("rounded", t.number.is, t.number.validate, Math.round)
const date = new t.Type<Date, Date>(
  "date",
  (value): value is Date => value instanceof Date,
  (value, context) => (value instanceof Date ? t.success(value) : t.failure(value, context)),
  (value) => value
)

/** Each with the laws that find it. */
export const codecMutants: ReadonlyArray<readonly [name: string, set: LawSet, laws: ReadonlyArray<string>]> =
  [
    ["rounds", codecLaws("rounded", rounded, fc.double({ noNaN: true })), ["codec", "codec/json"]],
    ["does not survive JSON", codecLaws("date", date, fc.date({ noInvalidDate: true })), ["codec/json"]]
  ]
