/**
 * Payloads: text on its way into a journal and out of it, through codecs.
 *
 * Without codecs text stays text. A codec that does something leaves its name before what it made, and the next one encodes name
 * and all: so a journal can hold what several configurations wrote, whoever reads needs no configuration but the codecs
 * themselves, and an encryption protects the names of what it encloses.
 *
 * Laws: `read(write(text)) = text`, also when codecs were added in between (test/durable/payload/payload.test.ts).
 * @module
 */
import type { Value } from "../journal/journal.ts"
import type { PayloadCodec } from "./payload-codec.ts"
import { PayloadFailure } from "./payload-failure.ts"

/** A way into the journal, and back. */
export interface Payload {
  /**
   * Makes a value of well-formed text, such as `textOf` gives. `what` is what messages call it: `input of the run "order-17"`.
   *
   * Errors: throws {@link PayloadFailure} (`payload/too-large`, `payload/codec-failed`, or what a codec throws of this class).
   */
  readonly write: (text: string, what: string) => Value
  /** Errors: throws {@link PayloadFailure} (`payload/too-large`) for a text that {@link write} would refuse. */
  readonly check: (text: string, what: () => string) => void
  /** The same for text of any size: a batch of what was measured one by one. Errors: `payload/codec-failed`. */
  readonly encode: (text: string) => Value
  /**
   * Gives the text back.
   *
   * Errors: throws {@link PayloadFailure} (`payload/unknown-codec`, `payload/codec-failed`, `payload/malformed`, or what a codec
   * throws of this class).
   */
  readonly read: (value: Value) => string
}

/** What payloads may be. */
export interface PayloadOptions {
  /** Bytes of text, before codecs, that are written at most; 8 MiB when left out. */
  readonly limit?: number
}

/**
 * Makes payloads that pass through codecs: the first one first when written.
 *
 * Errors: throws {@link PayloadFailure} (`payload/invalid-option`).
 */
export const payloadOf = (
  codecs: ReadonlyArray<PayloadCodec>,
  { limit = 8 * 1024 * 1024 }: PayloadOptions = {}
): Payload => {
  if (!(limit > 0)) throw invalid(`expected \`limit\` to be a number of bytes (was ${limit}).`)
  const named = new Map(codecs.map((codec) => [codec.name, codec]))
  if (named.size < codecs.length)
    throw invalid(
      `expected payload codecs of different names (was ${codecs.map(({ name }) => name).join(", ")}).`
    )
  for (const { name } of codecs)
    if (!/^[A-Za-z0-9.-]{1,64}$/.test(name))
      throw invalid(
        `expected the name of a payload codec to be up to 64 letters, digits, "-" and "." (was ${JSON.stringify(name)}).`
      )
  return {
    write: (text, what) => {
      checkSize(text, what, limit)
      return encoded(text, codecs)
    },
    check: (text, what) => {
      if (text.length * 3 > limit) checkSize(text, what(), limit)
    },
    encode: (text) => encoded(text, codecs),
    read: (value) => (typeof value === "string" ? value : decoded(value, named))
  }
}

/** No character takes more than three bytes for each of its units, so most texts need not be measured. */
const checkSize = (text: string, what: string, limit: number): void => {
  if (text.length * 3 <= limit) return
  const bytes = Buffer.byteLength(text)
  if (bytes > limit)
    throw new PayloadFailure(
      "payload/too-large",
      `The ${what} has ${bytes} bytes, and ${limit} are allowed. Keep it elsewhere and carry its address, or raise the limit.`,
      { what, bytes, limit }
    )
}

/** Stands where the name of a codec would begin, and says that text follows. */
const TEXT = 0

/** A payload within so many others was not written here. */
const MOST_LAYERS = 16

const encoded = (text: string, codecs: ReadonlyArray<PayloadCodec>): Value => {
  let whole: Uint8Array | undefined
  for (const codec of codecs) {
    whole ??= Buffer.from(`\0${text}`)
    const made = attempt(codec, "encode", whole)
    if (made === undefined) continue
    whole = Buffer.concat([Buffer.of(codec.name.length), Buffer.from(codec.name, "latin1"), made])
  }
  return whole === undefined || whole[0] === TEXT ? text : whole
}

const decoded = (value: Uint8Array, named: ReadonlyMap<string, PayloadCodec>): string => {
  let whole = value
  for (let layer = 0; layer <= MOST_LAYERS; layer++) {
    const [length] = whole
    if (length === undefined) break
    if (length === TEXT) return textIn(whole.subarray(1))
    const name = Buffer.from(whole.subarray(1, 1 + length)).toString("latin1")
    const codec = named.get(name)
    if (codec === undefined) throw unknown(name, named)
    whole = attempt(codec, "decode", whole.subarray(1 + length)) ?? new Uint8Array()
  }
  throw malformed()
}

const attempt = (
  codec: PayloadCodec,
  direction: "encode" | "decode",
  bytes: Uint8Array
): Uint8Array | undefined => {
  let made: Uint8Array | undefined
  try {
    made = codec[direction](bytes)
  } catch (cause) {
    if (cause instanceof PayloadFailure) throw cause
    throw failed(
      codec,
      `failed to ${direction} ${bytes.length} bytes: ${cause instanceof Error ? cause.message : typeof cause}`,
      cause
    )
  }
  if (made instanceof Uint8Array || (direction === "encode" && made === undefined)) return made
  throw failed(codec, `gave no Uint8Array when asked to ${direction} ${bytes.length} bytes`)
}

const textIn = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw malformed(cause)
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const invalid = (message: string): PayloadFailure => new PayloadFailure("payload/invalid-option", message)

const failed = (codec: PayloadCodec, what: string, cause?: unknown): PayloadFailure =>
  new PayloadFailure(
    "payload/codec-failed",
    `The payload codec ${codec.name} ${what}.`,
    { codec: codec.name },
    cause
  )

const unknown = (name: string, named: ReadonlyMap<string, PayloadCodec>): PayloadFailure =>
  new PayloadFailure(
    "payload/unknown-codec",
    `A payload was written with the codec ${JSON.stringify(name)}, but the engine has ${named.size === 0 ? "none" : [...named.keys()].join(", ")}. Add it to \`payload\` again.`,
    { codec: name }
  )

const malformed = (cause?: unknown): PayloadFailure =>
  new PayloadFailure(
    "payload/malformed",
    "A payload cannot be read, because it is not what was written. Restore the journal from a backup.",
    {},
    cause
  )
