/**
 * Time that moves only when a test says so.
 * @module
 */
import type { Clock } from "lawful"

/** Lets everything that is ready run: promises until none is left, then what they started. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock whose time is moved by hand; timers fire in the order of their times, ties in the order they were set. */
export class VirtualClock implements Clock {
  #now = 0
  #timers: ReadonlyArray<{ readonly at: number; readonly wake: () => void }> = []

  now = (): number => this.#now

  after = (delay: number, wake: () => void): (() => void) => {
    const timer = { at: this.#now + delay, wake }
    this.#timers = [...this.#timers, timer]
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.length
  }

  /** Moves time on, and lets everything that is woken run before the next timer fires. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    await quiet()
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
      if (next === undefined) break
      this.#now = next.at
      this.#timers = this.#timers.filter((timer) => timer !== next)
      next.wake()
      await quiet()
    }
    this.#now = end
    await quiet()
  }
}
