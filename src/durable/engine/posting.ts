/**
 * What runs tell one another, one after the other: nobody is told anything before the one that is being told has settled.
 * @module
 */

/** A queue that empties itself. */
export class Posting {
  readonly #posted: Array<() => void> = []
  #busy = false

  /** Does something once everything that was posted before has been done. */
  post(act: () => void): void {
    this.#posted.push(act)
    if (this.#busy) return
    this.#busy = true
    try {
      for (let next = this.#posted.shift(); next !== undefined; next = this.#posted.shift()) next()
    } finally {
      this.#busy = false
    }
  }
}
