/**
 * Standard Schemas (zod, Effect Schema, valibot, ArkType ...) as Lawful codecs.
 *
 * A Standard Schema validates in one direction only. A value crosses the border unchanged and is validated on the other
 * side, so a schema that transforms must accept its own output (`decode(encode(a)) = Right(a)`, laws/codec.ts).
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { Codec, Issue, StandardSchema } from "./codec.ts"

interface Failure {
  readonly issues: ReadonlyArray<{
    readonly message: string
    readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
  }>
}

/** Recognises a Standard Schema by its `~standard` property. */
export const isStandardSchema = (value: object): value is StandardSchema => "~standard" in value

/** Makes a codec out of a Standard Schema. */
export const fromStandardSchema = (schema: StandardSchema): Codec<unknown> => ({
  name: schema["~standard"].vendor,
  decode: (value): Either<ReadonlyArray<Issue>, unknown> => {
    const result = schema["~standard"].validate(value) as
      | Failure
      | { readonly value: unknown; readonly issues?: undefined }
    if (result instanceof Promise) {
      // Nobody waits for it; its rejection must not end the process.
      result.catch(() => undefined)
      throw new TypeError(
        `The ${schema["~standard"].vendor} schema answers with a promise, because a check in it is asynchronous or throws; values cross borders synchronously. Move the check into an operation. (codec/async)`
      )
    }
    return result.issues === undefined
      ? { _tag: "Right", right: result.value }
      : { _tag: "Left", left: issuesOf(result, value) }
  },
  encode: (value) => value,
  unchecked: false,
  "~codec": true
})

const issuesOf = (failure: Failure, value: unknown): ReadonlyArray<Issue> =>
  failure.issues.map((issue) => {
    const path = (issue.path ?? []).map((part) => {
      const key = typeof part === "object" ? part.key : part
      return typeof key === "number" ? key : String(key)
    })
    return { path, expected: expectedBy(issue.message), actual: valueAt(value, path) }
  })

const valueAt = (value: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value
  )

/** A Standard Schema gives only a message; most libraries say in it what they expected, and some what they got. */
const expectedBy = (message: string): string =>
  /\bexpected (.+?)(?:, received .*)?$/is.exec(message)?.[1] ?? message
