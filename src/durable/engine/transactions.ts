/**
 * Calls that are made inside a commit.
 * @module
 */
import type { Transaction } from "../journal/journal.ts"
import type { Core } from "./core.ts"
import type { Engagement } from "./engagement.ts"
import type { LiveRun } from "./live-run.ts"
import { transact } from "./performing.ts"

/** Most calls in one commit, so that a loop of them does not keep the others from being committed. */
const MOST = 100

/** Those that wait for the next commit. */
export class Transactions {
  #waiting: Array<readonly [LiveRun, Engagement]> = []

  add(run: LiveRun, engagement: Engagement): void {
    this.#waiting.push([run, engagement])
  }

  /** Makes them; gives whether some are left for the commit after this one. */
  make(core: Core, transaction: Transaction): void {
    for (let made = 0; made < MOST; made++) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      transact(core, ...next, transaction)
    }
  }

  get left(): boolean {
    return this.#waiting.length > 0
  }

  clear(): void {
    this.#waiting = []
  }
}
