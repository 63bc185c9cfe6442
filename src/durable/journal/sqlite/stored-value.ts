/**
 * Values as columns, with a sum by which damage is found.
 *
 * SQLite notices a page whose structure is broken, and not a byte of text that has become another one. The sum covers the key
 * and the value, so that a record is either what was written or an error. Any change of a single character changes it.
 * @module
 */
import type { Value } from "../journal.ts"

/** A value as it stands in a row. Text is stored as text, so that other programs can read it. */
export interface StoredValue {
  readonly value: string | Uint8Array
  readonly sum: number
}

/** Writes a value. */
export const storedValue = (key: string, value: Value): StoredValue => ({
  value: typeof value === "string" ? escaped(value) : value,
  sum: sumOf(key, value)
})

/** Reads a value; nothing when it is not the one that was written. */
export const valueOf = (key: string, value: unknown, sum: unknown): Value | undefined => {
  const read = typeof value === "string" ? unescaped(value) : value
  if (typeof read !== "string" && !(read instanceof Uint8Array)) return undefined
  return sumOf(key, read) === sum ? read : undefined
}

/** The binding ends text at its first U+0000, so that is written as two characters. Text of JSON never has it in it. */
const escaped = (text: string): string =>
  text.includes("\u0000") || text.includes("␀") ? text.replaceAll("␀", "␀1").replaceAll("\u0000", "␀0") : text

const unescaped = (text: string): string =>
  text.includes("␀") ? text.replaceAll(/␀([01])/g, (_, digit) => (digit === "0" ? "\u0000" : "␀")) : text

/** FNV-1a over key and value. Each round is a bijection, so one changed unit always shows; others do but once in 2^32. */
const sumOf = (key: string, value: Value): number => {
  let sum = typeof value === "string" ? TEXT : BYTES
  for (let index = 0; index < key.length; index++) sum = Math.imul(sum ^ key.charCodeAt(index), PRIME)
  // No key holds it, so the end of the key is where it was.
  sum = Math.imul(sum ^ 0x1_00_00, PRIME)
  if (typeof value === "string")
    for (let index = 0; index < value.length; index++) sum = Math.imul(sum ^ value.charCodeAt(index), PRIME)
  else for (const byte of value) sum = Math.imul(sum ^ byte, PRIME)
  return sum
}

const PRIME = 0x01_00_01_93
const TEXT = 0x81_1c_9d_c5 | 0
const BYTES = ~TEXT
