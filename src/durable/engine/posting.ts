/**
 * What runs do to one another.
 * @module
 */

/** One thing after the other: what a run does to another one waits until it has settled, however long the chain of calls is. */
export class Posting {
  readonly #posted: Array<() => void> = []
  #busy = false

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
