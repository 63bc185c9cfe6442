/**
 * Who waits for the outcomes of runs.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"

interface Waiter {
  readonly resolve: (outcome: Outcome<unknown, unknown>) => void
  readonly reject: (cause: unknown) => void
}

/** Callers in this process that wait, by the number of the run. */
export class Waiters {
  readonly #waiting = new Map<number, Array<Waiter>>()

  add(run: number, resolve: Waiter["resolve"], reject: Waiter["reject"]): void {
    const known = this.#waiting.get(run)
    if (known === undefined) this.#waiting.set(run, [{ resolve, reject }])
    else known.push({ resolve, reject })
  }

  resolve(run: number, outcome: () => Outcome<unknown, unknown>): void {
    const waiting = this.#waiting.get(run)
    if (waiting === undefined) return
    this.#waiting.delete(run)
    const told = outcome()
    for (const { resolve } of waiting) resolve(told)
  }

  reject(cause: unknown): void {
    const all = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    for (const { reject } of all) reject(cause)
  }
}
