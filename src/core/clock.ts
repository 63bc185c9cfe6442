/**
 * Time as a parameter.
 * @module
 */

/** What an interpreter needs to know of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls `wake` once, `delay` milliseconds (at most 2^53) from now; gives the way to call it off. */
  readonly after: (delay: number, wake: () => void) => () => void
}
