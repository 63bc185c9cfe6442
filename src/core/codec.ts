/**
 * Codecs: how values cross the border of an operation.
 *
 * io-ts codecs and any Standard Schema (https://standardschema.dev; zod 4 is tested) are accepted as they are, Effect Schemas
 * through `fromSchema` (lawful/effect); inside, all of them are this one interface.
 *
 * Laws: `decode(encode(a)) = Right(a)` (laws/codec.ts).
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { fromIoTs, isIoTs } from "./codec-io-ts.ts"
import { fromStandardSchema, isStandardSchema } from "./codec-standard-schema.ts"

/** One mistake in a value: where, what was expected, what was found. */
export interface Issue {
  readonly path: ReadonlyArray<string | number>
  readonly expected: string
  readonly actual: unknown
}

/** A codec whose type is forgotten. */
export interface AnyCodec {
  readonly name: string
  readonly decode: (value: unknown) => Either<ReadonlyArray<Issue>, unknown>
  readonly encode: (value: never) => unknown
  /** True when the codec lets every value through, so that an interpreter need not call it. */
  readonly unchecked: boolean
  /** The io-ts codec that it was made of: its structure can be looked at. */
  readonly source?: object | undefined
  readonly "~codec": true
}

/** Turns unknown data into an `A` or says what is wrong with it, and back. */
export interface Codec<in out A> extends AnyCodec {
  readonly decode: (value: unknown) => Either<ReadonlyArray<Issue>, A>
  readonly encode: (value: A) => unknown
}

/** An io-ts codec, by its shape. */
export interface IoTsCodec {
  readonly name: string
  readonly _A: unknown
  readonly validate: (...args: ReadonlyArray<never>) => unknown
  readonly encode: (value: never) => unknown
}

/** A Standard Schema, by its shape (specification 1.0). */
export interface StandardSchema {
  readonly "~standard": {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => unknown
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined
  }
}

/** Anything that can serve as a codec. */
export type CodecLike = IoTsCodec | StandardSchema | AnyCodec

/** The type that a codec stands for. */
export type TypeOf<C> = C extends { readonly _A: infer A }
  ? A
  : C extends { readonly "~standard": { readonly types?: { readonly output: infer A } | undefined } }
    ? A
    : C extends Codec<infer A>
      ? A
      : never

/**
 * Makes a codec out of an io-ts codec or a Standard Schema.
 *
 * Errors: throws `codec/unknown` when it is neither.
 * @example
 * Codec.from(t.number).decode("7") // => { _tag: "Left", left: [{ path: [], expected: "number", actual: "7" }] }
 */
export const from = <C extends CodecLike>(like: C): Codec<TypeOf<C>> => {
  const known = normal.get(like)
  if (known !== undefined) return known as unknown as Codec<TypeOf<C>>
  const codec = convert(like)
  normal.set(like, codec)
  return codec as unknown as Codec<TypeOf<C>>
}

/**
 * A codec that checks nothing: for values that never leave the process, and for first sketches.
 * @example
 * Codec.unchecked<Date>("Date").decode("tomorrow") // => { _tag: "Right", right: "tomorrow" }
 */
export const unchecked = <A>(name = "unchecked"): Codec<A> => ({
  name,
  // Unchecked by intent: the caller vouches for the type.
  decode: (value) => ({ _tag: "Right", right: value as A }),
  encode: (value) => value,
  unchecked: true,
  "~codec": true
})

/** Says an issue in words. */
export const describeIssue = (issue: Issue): string =>
  `at ${issue.path.length === 0 ? "the value itself" : issue.path.join(".")}: expected ${issue.expected} (was ${show(issue.actual)})`

const normal = new WeakMap<object, AnyCodec>()

const convert = (like: CodecLike): AnyCodec => {
  if (typeof like === "object" || typeof like === "function") {
    if ("~codec" in like) return like
    if (isIoTs(like)) return fromIoTs(like)
    if (isStandardSchema(like)) return fromStandardSchema(like)
  }
  throw new TypeError(
    isEffectSchema(like)
      ? "expected a codec (was an Effect Schema). Make it one with fromSchema of lawful/effect. (codec/unknown)"
      : `expected a codec: an io-ts codec, a Standard Schema or a Codec (was ${show(like)}). (codec/unknown)`
  )
}

/** An Effect Schema is data without a method that decodes, and the core does not know Effect. */
const isEffectSchema = (value: unknown): boolean =>
  (typeof value === "object" || typeof value === "function") &&
  value !== null &&
  "~effect/Schema/Schema" in value

const show = (value: unknown): string => {
  if (typeof value === "function") return "a function"
  try {
    // JSON has no NaN and no Infinity, and would say null.
    if (typeof value === "number") return String(value)
    const text = typeof value === "bigint" ? `${value}n` : JSON.stringify(value)
    return text === undefined ? String(value) : text.length > 120 ? `${text.slice(0, 117)}...` : text
  } catch {
    return Object.prototype.toString.call(value)
  }
}
