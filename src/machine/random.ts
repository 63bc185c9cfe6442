/**
 * Randomness without a source: the same place at the same time always gets the same number, so that what is recovered from a
 * journal waits as long as what was lost, and two runs that began at different times do not wait alike.
 * @module
 */

/** A number from 0 to 1 that depends on nothing but the text (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
export const unitInterval = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  // The low bits mix badly; fold the high ones in.
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32
}
