/**
 * Effect Schemas as codecs.
 *
 * The core knows neither Effect nor its parser, and a schema is data without a method that decodes; so it is wrapped here
 * and not recognised there.
 *
 * Laws: `decode(encode(a)) = Right(a)` (laws/codec.ts).
 * @module
 */
import * as Cause from "effect/Cause"
import type * as Exit from "effect/Exit"
import type * as Schema from "effect/Schema"
import type { Issue } from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { Codec } from "../../core/codec.ts"
import { CodecViolation } from "../../core/violation.ts"
import { expectedOf, issuesOf } from "./schema-issues.ts"

/**
 * Makes a codec out of an Effect Schema, for both directions: what crosses a border is encoded, then decoded.
 *
 * The schema must need no services and decode synchronously. Where encoded values are written down, it should encode to
 * JSON; `Schema.toCodecJson` makes such a schema out of any.
 *
 * Errors: decoding and encoding throw `codec/async` when the schema is asynchronous; encoding throws `codec/violation`.
 * @example
 * import { Schema } from "effect"
 * import { fromSchema } from "lawful/effect"
 * const age = fromSchema(Schema.FiniteFromString)
 * age.encode(7) // => "7"
 * age.decode("7") // => { _tag: "Right", right: 7 }
 */
export const fromSchema = <A, I>(schema: Schema.ConstraintCodec<A, I>): Codec<A> => {
  const name = expectedOf(schema.ast)
  const decode = SchemaParser.decodeUnknownExit(schema, everyIssue)
  const encode = SchemaParser.encodeUnknownExit(schema, everyIssue)
  return {
    name,
    decode: (value) => {
      const exit = decode(value)
      return exit._tag === "Success"
        ? { _tag: "Right", right: exit.value }
        : { _tag: "Left", left: issuesOf(issueOf(exit, name), value) }
    },
    encode: (value) => {
      const exit = encode(value)
      if (exit._tag === "Success") return exit.value
      throw new CodecViolation(`value to encode as ${name}`, issuesOf(issueOf(exit, name), value))
    },
    unchecked: false,
    "~codec": true
  }
}

const everyIssue = { errors: "all" } as const

/** The issue of a schema that refuses a value; what else goes wrong in a schema is thrown. */
const issueOf = ({ cause }: Exit.Failure<unknown, Issue>, name: string): Issue => {
  const fail = cause.reasons.find(Cause.isFailReason)
  if (fail !== undefined) return fail.error
  const defect = Cause.squash(cause)
  throw Cause.isAsyncFiberError(defect)
    ? new TypeError(
        `The Effect Schema ${name} is asynchronous; values cross borders synchronously. Move the asynchronous part into an operation. (codec/async)`
      )
    : defect
}
