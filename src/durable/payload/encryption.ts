/**
 * Encryption of what runs write: AES-256-GCM, with keys that can be changed.
 *
 * A nonce of 96 random bits stands before each payload, so one key must not be used for more than 2^32 of them (NIST SP 800-38D,
 * section 8.3): add a new key long before, and encrypt with that. The id of the key stands in clear before the nonce and is
 * authenticated. What is protected is each payload by itself: who can write to the journal cannot change one unseen, but can
 * remove one, put back an old one, or put one in the place of another.
 *
 * Laws: those of payload codecs that authenticate (laws/payload.ts).
 * @module
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto"
import { type EncryptionKey, keyOf } from "./key.ts"
import type { PayloadCodec } from "./payload-codec.ts"
import { PayloadFailure } from "./payload-failure.ts"

/** The keys of an encryption, each with an id that is written down with what it has encrypted. */
export interface Encryption<K extends string> {
  /** The id of the key to encrypt with. */
  readonly current: NoInfer<K>
  /** All keys that something may have been encrypted with, by their ids. */
  readonly keys: Readonly<Record<K, EncryptionKey>>
}

/**
 * Encrypts payloads. To change the key, add a new one, make it the current one, and keep the old one for what it has encrypted.
 *
 * Errors: throws {@link PayloadFailure} (`payload/invalid-key`, `payload/no-current-key`). Decoding throws
 * `payload/unknown-key` and `payload/not-authentic`.
 * @example
 * import { encryption } from "lawful/durable"
 * const k1 = new Uint8Array(32).fill(1)
 * const k2 = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
 * const before = encryption({ current: "k1", keys: { k1 } })
 * const after = encryption({ current: "k2", keys: { k1, k2 } })
 * const secret = before.encode(new TextEncoder().encode("4111 1111 1111 1111")) ?? new Uint8Array()
 * new TextDecoder().decode(after.decode(secret)) // => "4111 1111 1111 1111"
 */
export const encryption = <K extends string>(options: Encryption<K>): PayloadCodec => {
  const keys = new Map(
    Object.entries<EncryptionKey>(options.keys).map(([id, key]) => [id, keyOf(id, key)] as const)
  )
  const current = keys.get(options.current)
  if (current === undefined)
    throw new PayloadFailure(
      "payload/no-current-key",
      `expected \`current\` to be the id of one of the keys: ${[...keys.keys()].join(", ")} (was ${JSON.stringify(options.current)}).`,
      { key: options.current }
    )
  const header = headerOf(options.current)
  return {
    name: "aes-256-gcm",
    encode: (bytes) => encrypted(bytes, current, header),
    decode: (bytes) => decrypted(bytes, keys)
  }
}

const NONCE = 12
const TAG = 16

/** The length of the key's id, and the id. */
const headerOf = (id: string): Buffer => {
  const bytes = Buffer.from(id)
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}

const encrypted = (bytes: Uint8Array, key: KeyObject, header: Buffer): Uint8Array => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG }).setAAD(header)
  const body = cipher.update(bytes)
  // The last block of this mode is always empty; without the call there is no tag.
  cipher.final()
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
}

const decrypted = (bytes: Uint8Array, keys: ReadonlyMap<string, KeyObject>): Uint8Array => {
  const body = 1 + (bytes[0] ?? 0) + NONCE + TAG
  if (bytes.length < body) throw changed("it is too short", bytes.length)
  const header = bytes.subarray(0, body - NONCE - TAG)
  const id = Buffer.from(header.subarray(1)).toString()
  const key = keys.get(id)
  if (key === undefined)
    throw new PayloadFailure(
      "payload/unknown-key",
      `A payload was encrypted with the key ${JSON.stringify(id)}, which is not among the keys: ${[...keys.keys()].join(", ")}. Add it to \`keys\`; it need not be the current one.`,
      { key: id }
    )
  const nonce = bytes.subarray(header.length, header.length + NONCE)
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG })
      .setAAD(header)
      .setAuthTag(bytes.subarray(body - TAG, body))
    const clear = decipher.update(bytes.subarray(body))
    // Compares the tag, and throws; nothing has been given to anybody before.
    decipher.final()
    return clear
  } catch (cause) {
    throw changed(`its tag does not fit the key ${JSON.stringify(id)}`, bytes.length, cause)
  }
}

const changed = (what: string, bytes: number, cause?: unknown): PayloadFailure =>
  new PayloadFailure(
    "payload/not-authentic",
    `A payload is not what was encrypted: ${what}. It has been changed, or the key of this id is another one now.`,
    { bytes },
    cause
  )
