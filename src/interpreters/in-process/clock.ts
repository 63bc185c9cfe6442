/**
 * Time as it passes on the machine.
 * @module
 */
import type { Clock } from "../../core/clock.ts"

export type { Clock }

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
