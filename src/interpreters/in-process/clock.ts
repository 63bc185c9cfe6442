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

/** Longest delay that `setTimeout` can express; a longer one fires at once (Node's documentation of timers). */
const LONGEST = 2 ** 31 - 1

/**
 * The clock of the machine.
 * @example
 * systemClock.now() > 0 // => true
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delay, wake) => {
    let timer: ReturnType<typeof setTimeout>
    const arm = (left: number): void => {
      timer = left > LONGEST ? setTimeout(() => arm(left - LONGEST), LONGEST) : setTimeout(wake, left)
    }
    if (delay === Infinity) return () => undefined
    arm(delay)
    return () => clearTimeout(timer)
  }
}
