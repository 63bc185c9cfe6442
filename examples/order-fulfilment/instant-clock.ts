/**
 * A clock on which waiting takes no time, so that a rehearsal of retries is over at once and tells the same times each day.
 * @module
 */
import type { Clock } from "lawful"

/** Makes a clock that jumps to the moment somebody waits for; for one run at a time. */
export const instantClock = (): Clock => {
  let now = 0
  return {
    now: () => now,
    after: (delay, wake) => {
      const due = now + delay
      const timer = setImmediate(() => {
        now = due
        wake()
      })
      return () => clearImmediate(timer)
    }
  }
}
