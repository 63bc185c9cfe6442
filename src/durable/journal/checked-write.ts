/**
 * What every journal refuses to write, so that what was tried in memory does not fail on disk.
 *
 * A key that is not printable ASCII would be in another place in another journal, and text with half a surrogate pair would be
 * read as other text than was written.
 * @module
 */
import type { Write } from "./journal.ts"

/**
 * Checks a change before anything is written.
 *
 * Errors: throws a `RangeError` (`journal/bad-write`), since only a mistake in code leads here.
 */
export const checkWrite = ({ key, value }: Write): void => {
  if (!printable.test(key))
    throw new RangeError(
      `expected a key of at least one character, all of printable ASCII (was ${JSON.stringify(key.slice(0, 100))}). Nothing was written. (journal/bad-write)`
    )
  if (typeof value === "string" && halfPair.test(value))
    throw new RangeError(
      `expected well-formed text for the key "${key.slice(0, 100)}" (was text with half of a surrogate pair). Nothing was written. Write bytes, or text made by JSON.stringify. (journal/bad-write)`
    )
}

/** What is thrown at a commit that is asked for inside of another one. */
export const nestedCommit = (): RangeError =>
  new RangeError(
    "expected one commit at a time (was a commit inside of a commit). Give the outer one all writes. (journal/nested-commit)"
  )

const printable = /^[\x20-\x7e]+$/

/** With the flag `u` whole pairs are one character, so that this finds halves only. */
const halfPair = /\p{Surrogate}/u
