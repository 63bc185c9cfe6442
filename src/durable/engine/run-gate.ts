/**
 * The limits of runs: a run for which there is no room is on record, and begins when there is.
 *
 * A run counts while it is in memory: while something of it is under way, or waits for room itself. One that only waits for a
 * time, an event or a called workflow does not count, and is not held back when it wakes. Called workflows count, and never
 * wait, so that no caller can keep what it waits for from beginning.
 * @module
 */
import type { Limits } from "../admission/limit.ts"
import { keyOfRun, placesOfRun } from "../admission/places.ts"
import { below, lastOf, numberOf } from "../keys.ts"
import type { Core } from "./core.ts"
import type { LiveRun } from "./live-run.ts"
import { beginQueued } from "./queued-run.ts"
import type { RunInfo } from "./run-info.ts"
import { Turnstile } from "./turnstile.ts"

/** Lets runs begin. */
export class RunGate {
  readonly #core: Core
  readonly #limits: Limits
  readonly #turnstile: Turnstile<number>

  constructor(core: Core, limits: Limits) {
    this.#core = core
    this.#limits = limits
    this.#turnstile = new Turnstile(core.clock)
  }

  keyOf(workflow: string, input: unknown): string | undefined {
    return keyOfRun(this.#limits, workflow, input)
  }

  enrol(number: number, info: RunInfo): boolean {
    const { path, fairKey } = this.#places(info)
    if (path.length === 0) return true
    const begin = (): void => {
      if (this.#core.state === "open") beginQueued(this.#core, number)
    }
    return this.#turnstile.request(number, { path, priority: info.priority ?? 0, fairKey }, begin)
  }

  awake({ number, info }: LiveRun): void {
    if (this.#turnstile.has(number)) return
    const { path } = this.#places(info)
    if (path.length > 0) this.#turnstile.occupy(number, path, false)
  }

  asleep(number: number): void {
    this.#turnstile.release(number)
  }

  lost(): void {
    this.#turnstile.clear()
  }

  /** Runs that were queued wait again, in the order in which they came. The limits may be others now. */
  recovered(): void {
    const queued = this.#core.draft.range(below("l", "queued")).map(({ key }) => numberOf(lastOf(key)))
    for (const number of queued.sort((one, other) => one - other)) {
      const info = this.#core.info(number)
      if (info !== undefined && this.enrol(number, info)) beginQueued(this.#core, number)
    }
  }

  stop(): void {
    this.#turnstile.stop()
  }

  #places({ workflow, limitKey, fairKey }: RunInfo): ReturnType<typeof placesOfRun> {
    return placesOfRun(this.#limits, workflow, limitKey, fairKey)
  }
}
