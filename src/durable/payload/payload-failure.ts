/**
 * What can be wrong with payload codecs and with what they have written.
 * @module
 */

/** The stable codes of {@link PayloadFailure}. */
export type PayloadFailureCode =
  /** A key has the wrong length, or is not base64, or its name is too long. */
  | "payload/invalid-key"
  /** The key to encrypt with is not among the keys. */
  | "payload/no-current-key"
  /** It was encrypted with a key that is not among the keys. */
  | "payload/unknown-key"
  /** It was changed after it had been encrypted, or encrypted with another key of the same name. */
  | "payload/not-authentic"
  /** It grows beyond its limit when it is expanded. */
  | "payload/expands-too-far"
  /** It is larger than payloads may be. */
  | "payload/too-large"
  /** Two codecs have one name, or a name or a number makes no sense. */
  | "payload/invalid-option"
  /** It was written with a codec that is not configured. */
  | "payload/unknown-codec"
  /** A codec threw, or gave something that is not bytes. */
  | "payload/codec-failed"
  /** It is not what was written. */
  | "payload/malformed"

/** A payload cannot be written or read; nothing has been changed. */
export class PayloadFailure extends Error {
  override readonly name = "PayloadFailure"
  readonly code: PayloadFailureCode
  /** What the message names: the codec, the key, sizes in bytes. Never a value, never a key itself. */
  readonly facts: Readonly<Record<string, string | number>>
  constructor(
    code: PayloadFailureCode,
    message: string,
    facts: Readonly<Record<string, string | number>> = {},
    cause?: unknown
  ) {
    super(`${message} (${code})`, cause === undefined ? {} : { cause })
    this.code = code
    this.facts = facts
  }
}
