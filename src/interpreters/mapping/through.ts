/**
 * Mapping of objects: steps over one representation of values as steps over another.
 *
 * The pure functions of a workflow are written for its own types, so a mapping cannot change these inside; it changes them at
 * the border of operations. A codec is the pair of functions that this takes: `encode` is a section of `decode`.
 *
 * Laws: laws/codec.ts says of a codec that nothing is lost on the way; laws/mapping.ts.
 * @module
 */
import { type AnyCodec, type Codec, type CodecLike, from, type TypeOf } from "../../core/codec.ts"
import { stepOf } from "../../core/node.ts"
import type { Step } from "../../core/step.ts"
import { CodecViolation } from "../../core/violation.ts"

/** What a codec encodes to; unknown where the codec does not say. */
export type EncodedOf<C> = C extends { readonly encode: (value: never) => infer O }
  ? O
  : C extends { readonly "~standard": { readonly types?: { readonly input: infer I } | undefined } }
    ? I
    : unknown

/** How the values of an operation are represented where they are implemented. */
export interface Representation<CI, CO> {
  readonly input: CI
  readonly output: CO
}

/**
 * Makes a step over represented values a step over the values themselves: its input is encoded, its output decoded.
 *
 * An output that does not fit is a defect with `codec/violation`.
 *
 * Laws: if nothing is lost by encoding and decoding, `through(c)(encode >>> f >>> ...)`
 * @example
 * const Euros = new t.Type<number, string>(
 *   "Euros",
 *   t.number.is,
 *   (text, context) => (typeof text === "string" ? t.success(Math.round(Number(text) * 100)) : t.failure(text, context)),
 *   (cents) => (cents / 100).toFixed(2)
 * )
 * const addTip = Step.pure((euros: string) => `${Number(euros) + 1}`)
 * runSync(pipe(addTip, Mapping.through({ input: Euros, output: Euros })))(250) // => { _tag: "Completed", output: 350 }
 */
export const through =
  <CI extends CodecLike, CO extends CodecLike>({ input, output }: Representation<CI, CO>) =>
  <E, R, X>(step: Step<EncodedOf<CI>, EncodedOf<CO>, E, R, X>): Step<TypeOf<CI>, TypeOf<CO>, E, R, X> => {
    const [given, answered]: readonly [Codec<unknown>, AnyCodec] = [
      from(input) as Codec<unknown>,
      from(output)
    ]
    const encode = stepOf({ kind: "pure", apply: (value: unknown) => given.encode(value) })
    const decode = stepOf({ kind: "pure", apply: (value: unknown) => decoded(answered, value) })
    return stepOf({
      kind: "sequence",
      first: stepOf({ kind: "sequence", first: encode, second: step }),
      second: decode
    })
  }

const decoded = (codec: AnyCodec, value: unknown): unknown => {
  const result = codec.decode(value)
  if (result._tag === "Left") throw new CodecViolation(`represented output ${codec.name}`, result.left)
  return result.right
}
