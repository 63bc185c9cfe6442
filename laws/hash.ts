/**
 * A hash for test worlds: small numbers that are readable in a report.
 * @module
 */

/** Mixes a text into a state (FNV-1a, 20 bits). */
export const hash = (text: string, state: number): number => {
  let mixed = (2166136261 ^ state) >>> 0
  for (let index = 0; index < text.length; index++)
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 16777619) >>> 0
  return (mixed ^ (mixed >>> 20)) & 0xfffff
}
