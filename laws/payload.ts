/**
 * Payload codecs: what is written comes back, byte for byte, and what was changed in between does not.
 * @module
 */
import * as fc from "fast-check"
import type { PayloadCodec } from "../src/durable/payload/payload-codec.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Description, type Finding, property } from "./property.ts"

/** What a payload codec promises beyond coming back. */
export interface PayloadCodecOptions {
  /** It refuses what it has not made. */
  readonly authenticates?: boolean
}

/**
 * The laws of a payload codec.
 * @example
 * import { compression } from "lawful/durable"
 * import { check, payloadCodecLaws } from "lawful/laws"
 * const report = await check(payloadCodecLaws(compression()), { seed: 1 })
 * report.counts // => { passed: 3, failed: 0, skipped: 0, vacuous: 0 }
 */
export const payloadCodecLaws = (
  codec: PayloadCodec,
  { authenticates = false }: PayloadCodecOptions = {}
): LawSet => {
  const subject = { name: codec.name, capabilities: new Set<never>() }
  const law = { level: "outcome", relation: "=", requires: [] } as const
  return lawSet(
    `payload codec ${codec.name}`,
    [],
    [
      property(
        {
          ...law,
          id: "payload",
          name: "round trip",
          equation: "decode(encode(bytes)) = bytes",
          doc: "what a journal holds can be read"
        },
        subject,
        payloads,
        (bytes) => judged(() => comesBack(codec, bytes))
      ),
      property(
        {
          ...law,
          id: "payload/argument",
          name: "the argument is left alone",
          equation: "encode(bytes) ; bytes = bytes",
          doc: "neither direction writes into what it is given"
        },
        subject,
        payloads,
        (bytes) => judged(() => leavesAlone(codec, bytes))
      ),
      property(
        {
          ...law,
          id: "payload/kept",
          name: "the result is the caller's",
          equation: "let a = encode(x) in encode(y) ; a = a",
          doc: "what was given does not change when the codec is used again"
        },
        subject,
        fc.tuple(payloads, payloads),
        ([one, other]) => judged(() => keeps(codec, one, other))
      ),
      ...(authenticates
        ? [
            property(
              { ...law, ...tampering },
              subject,
              fc.tuple(payloads, fc.nat(), fc.integer({ min: 0, max: 255 })),
              ([bytes, at, change]) => judged(() => refuses(codec, bytes, at, change))
            )
          ]
        : [])
    ]
  )
}

const tampering: Pick<Description, "id" | "name" | "equation" | "doc"> = {
  id: "payload/authentic",
  name: "what was changed is refused",
  equation: "decode(changed(encode(bytes))) throws",
  doc: "whoever can write to the journal cannot change a payload unseen"
}

/** Short and arbitrary, or long and repetitive, as compression likes them. */
const payloads: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 32 }), fc.integer({ min: 1, max: 400 }))
    .map(([part, times]) => {
      const whole = new Uint8Array(part.length * times)
      for (let index = 0; index < times; index++) whole.set(part, index * part.length)
      return whole
    })
)

const comesBack = (codec: PayloadCodec, bytes: Uint8Array): Finding => {
  const encoded = codec.encode(bytes)
  if (encoded === undefined) return holds(false)
  const back = codec.decode(encoded)
  return same(back, bytes) ? holds(true) : broken(bytes, back, bytes, "What was written did not come back.")
}

const leavesAlone = (codec: PayloadCodec, bytes: Uint8Array): Finding => {
  const given = copied(bytes)
  const encoded = codec.encode(given)
  if (!same(given, bytes)) return broken(bytes, given, bytes, "Encoding has changed its argument.")
  if (encoded === undefined) return holds(false)
  const before = copied(encoded)
  codec.decode(encoded)
  return same(encoded, before)
    ? holds(true)
    : broken(bytes, encoded, before, "Decoding has changed its argument.")
}

const keeps = (codec: PayloadCodec, one: Uint8Array, other: Uint8Array): Finding => {
  const encoded = codec.encode(one)
  if (encoded === undefined) return holds(false)
  const before = copied(encoded)
  const decoded = codec.decode(encoded)
  const again = codec.encode(other)
  if (again !== undefined) codec.decode(again)
  if (!same(encoded, before))
    return broken(one, encoded, before, "What encoding gave has changed when the codec was used again.")
  return same(decoded, one)
    ? holds(true)
    : broken(one, decoded, one, "What decoding gave has changed when the codec was used again.")
}

/** Flips bits of one byte; a change of nothing cuts the rest off instead. */
const refuses = (codec: PayloadCodec, bytes: Uint8Array, at: number, change: number): Finding => {
  const encoded = codec.encode(bytes)
  if (encoded === undefined || encoded.length === 0) return holds(false)
  const place = at % encoded.length
  const changed = change === 0 ? encoded.subarray(0, place) : copied(encoded)
  if (change !== 0) changed[place] = (changed[place] ?? 0) ^ change
  let decoded: Uint8Array
  try {
    decoded = codec.decode(changed)
  } catch {
    return holds(true)
  }
  return broken(bytes, decoded, undefined, `Byte ${place} was changed, and it was read all the same.`)
}

/** A codec that throws where it must not has broken its law as well. */
const judged = (judge: () => Finding): Promise<Finding> => {
  try {
    return Promise.resolve(judge())
  } catch (cause) {
    return Promise.resolve(broken(undefined, undefined, undefined, `It threw: ${String(cause)}`))
  }
}

const holds = (relevant: boolean): Finding => ({ kind: "holds", relevant })

const broken = (
  given: Uint8Array | undefined,
  left: Uint8Array | undefined,
  right: Uint8Array | undefined,
  difference: string
): Finding => ({
  kind: "broken",
  counterexample: {
    given: given === undefined ? [] : [["bytes", shown(given)]],
    left: { term: "what the codec did", trace: left === undefined ? "an error" : shown(left) },
    right: { term: "what it should do", trace: right === undefined ? "refuse" : shown(right) },
    difference
  }
})

/** The method `slice` of a Buffer gives a view. */
const copied = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes)

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const shown = (bytes: Uint8Array): string =>
  `${bytes.length} bytes: ${[...bytes.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`
