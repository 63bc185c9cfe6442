/**
 * io-ts codecs as Lawful codecs.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { Context, Errors, Mixed } from "io-ts"
import type { Codec, Issue } from "./codec.ts"

/** Recognises an io-ts codec by its shape, so that two copies of io-ts do no harm. */
export const isIoTs = (value: object): value is Mixed =>
  "validate" in value && "encode" in value && "is" in value && "name" in value

/** Makes a codec out of an io-ts codec. */
export const fromIoTs = (type: Mixed): Codec<unknown> => ({
  name: type.name,
  decode: (value): Either<ReadonlyArray<Issue>, unknown> => {
    const result = type.decode(value)
    return result._tag === "Left"
      ? { _tag: "Left", left: issuesOf(result.left) }
      : (result as Either<never, unknown>)
  },
  encode: (value): unknown => type.encode(value),
  unchecked: "_tag" in type && type._tag === "UnknownType",
  source: type,
  "~codec": true
})

const issuesOf = (errors: Errors): ReadonlyArray<Issue> =>
  errors.map((error) => ({
    path: pathOf(error.context),
    expected: error.message ?? error.context.at(-1)?.type.name ?? "a valid value",
    actual: error.value
  }))

/** Unions and intersections number their members in the context; these look at the same value and are no part of its path. */
const pathOf = (context: Context): ReadonlyArray<string> =>
  context
    .filter(({ key, actual }, index) => key !== "" && !Object.is(actual, context[index - 1]?.actual))
    .map(({ key }) => key)
