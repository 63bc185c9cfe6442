/**
 * Keys of 256 bits.
 * @module
 */
import { createSecretKey, type KeyObject } from "node:crypto"
import { PayloadFailure } from "./payload-failure.ts"

/** A key: 32 random bytes, or their base64 text, as `openssl rand -base64 32` prints it. */
export type EncryptionKey = Uint8Array | string

/**
 * Reads a key.
 *
 * Errors: throws {@link PayloadFailure} (`payload/invalid-key`). The message does not show the key.
 */
export const keyOf = (id: string, key: EncryptionKey): KeyObject => {
  const idBytes = Buffer.byteLength(id)
  if (idBytes < 1 || idBytes > 255)
    throw new PayloadFailure(
      "payload/invalid-key",
      `expected the id of a key to have from 1 to 255 bytes (was ${idBytes}).`,
      { bytes: idBytes }
    )
  const bytes = typeof key === "string" ? Buffer.from(key, "base64") : key
  const length = bytes instanceof Uint8Array ? bytes.length : 0
  // Buffer.from skips what is not base64, and would make a key of a misspelt one.
  const exact = typeof key !== "string" || Buffer.from(bytes).toString("base64") === key.trim()
  if (length !== 32 || !exact)
    throw new PayloadFailure(
      "payload/invalid-key",
      `expected the key ${JSON.stringify(id)} to be 32 bytes, or base64 text of 32 bytes (was ${exact ? `${length} bytes` : "not base64"}). Make one with: openssl rand -base64 32`,
      { key: id, bytes: length }
    )
  return createSecretKey(bytes)
}
