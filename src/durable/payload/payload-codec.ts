/**
 * Payload codecs: what is done to the values of runs before they are written: compressed, encrypted.
 * @module
 */

/**
 * One way to turn bytes into other bytes, and back.
 *
 * Laws: `decode(encode(bytes)) = bytes` (laws/payload.ts).
 */
export interface PayloadCodec {
  /** Stands before what it has encoded, so that a journal can hold what several codecs wrote. Letters, digits, `-` and `.`. */
  readonly name: string
  /** Gives `undefined` when it is not worth it: the bytes stay as they are. */
  readonly encode: (bytes: Uint8Array) => Uint8Array | undefined
  /** Errors: throws when these are not bytes that it made, or the key is missing. */
  readonly decode: (bytes: Uint8Array) => Uint8Array
}
