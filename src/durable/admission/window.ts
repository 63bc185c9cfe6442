/**
 * How many starts fit into a span of time.
 *
 * A sliding window that remembers each start, and not a token bucket: a bucket of `count` tokens that is refilled while it is
 * emptied lets twice as many through in one span, and one with a single token does not let a burst through that is allowed.
 * The price is a number for each start of the last span.
 *
 * Laws: no span `[t, t + per)` holds more than `count` starts, and a start is not put off when it fits
 * (test/durable/admission/admission.test.ts).
 * @module
 */
import type { Rate } from "./limit.ts"

/** The starts of the last span. */
export class Window {
  readonly #rate: Rate
  /** Times of starts in order; those before `#from` have left the span. */
  #starts: Array<number> = []
  #from = 0

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** When there is room for one more: `now` or later. */
  roomAt(now: number): number {
    this.#forget(now)
    const oldest = this.#starts[this.#starts.length - this.#rate.count]
    return this.#starts.length - this.#from < this.#rate.count || oldest === undefined
      ? now
      : oldest + this.#rate.per
  }

  /** When nothing is left to remember: `now` or later. */
  emptyAt(now: number): number {
    const last = this.#starts.at(-1)
    return last === undefined ? now : Math.max(now, last + this.#rate.per)
  }

  /** Notes a start. */
  take(now: number): void {
    this.#starts.push(now)
  }

  /** Each start is passed over once, and moved at most once for each time that the array has doubled. */
  #forget(now: number): void {
    while (this.#from < this.#starts.length && (this.#starts[this.#from] ?? now) + this.#rate.per <= now)
      this.#from++
    if (this.#from * 2 <= this.#starts.length) return
    this.#starts = this.#starts.slice(this.#from)
    this.#from = 0
  }
}
