/**
 * What happens when a value does not fit the codec of the border it crosses.
 * @module
 */
import { type AnyCodec, describeIssue, type Issue } from "./codec.ts"

/** A value did not fit its codec: which border, and every place where it is wrong. */
export class CodecViolation extends TypeError {
  override readonly name = "CodecViolation"
  readonly code = "codec/violation"
  /** Which border: `input of Payments.charge`. */
  readonly border: string
  readonly issues: ReadonlyArray<Issue>
  constructor(border: string, issues: ReadonlyArray<Issue>) {
    super(
      `The ${border} does not fit its codec: ${issues.map(describeIssue).join("; ")}. Correct the value or the codec. (codec/violation)`
    )
    this.border = border
    this.issues = issues
  }
}

/**
 * Takes a value across a border: encodes it on one side and decodes it on the other.
 *
 * Errors: throws {@link CodecViolation}.
 */
export const crossBorder = (codec: AnyCodec, value: unknown, border: string): unknown => {
  if (codec.unchecked) return value
  const result = codec.decode(encoded(codec, value, border))
  if (result._tag === "Left") throw new CodecViolation(border, result.left)
  return result.right
}

/**
 * Encoders assume a well-typed value and throw on others. One that says what is wrong is believed; otherwise the value is
 * decoded as it is, which says so.
 */
const encoded = (codec: AnyCodec, value: unknown, border: string): unknown => {
  try {
    return codec.encode(value as never)
  } catch (cause) {
    if (cause instanceof CodecViolation) throw new CodecViolation(border, cause.issues)
    const result = codec.decode(value)
    const issues =
      result._tag === "Left"
        ? result.left
        : [{ path: [], expected: `${codec.name} (${String(cause)})`, actual: value }]
    throw new CodecViolation(border, issues)
  }
}
