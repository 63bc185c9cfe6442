/**
 * Text for a terminal: what others have written must not move its cursor, change its colours or reverse its lines.
 * @module
 */

/** Control characters, line breaks, halves of pairs, and marks that change the direction of writing. */
const harmful = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

const longest = 400

/** Shows harmful characters as their code, and only the beginning of what is very long. */
export const printable = (text: string): string => {
  const shown = text.length > longest ? `${text.slice(0, longest)}...` : text
  return shown.replaceAll(harmful, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
}
