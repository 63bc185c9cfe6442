/**
 * The limits of operations: no more calls at once, and no more in a span of time, than they say.
 *
 * A call counts from its admission until it has answered, wanted or not. One that a process has made that is gone is made again
 * without waiting, since others may wait for what it holds; it counts. A delivery that takes the place of another takes its
 * room as well.
 * @module
 */
import { operationName } from "../../core/operation.ts"
import { thrown } from "../../machine/thrown.ts"
import type { Limits } from "../admission/limit.ts"
import { placesOfOperation } from "../admission/places.ts"
import type { Core } from "./core.ts"
import type { Engagement } from "./engagement.ts"
import type { LiveRun } from "./live-run.ts"
import { Turnstile } from "./turnstile.ts"

/** Lets operations through. */
export class OperationGate {
  readonly #core: Core
  readonly #limits: Limits
  readonly #turnstile: Turnstile<Engagement>

  constructor(core: Core, limits: Limits) {
    this.#core = core
    this.#limits = limits
    this.#turnstile = new Turnstile(core.clock)
  }

  admit(run: LiveRun, engagement: Engagement): void {
    // A call that was made before the memory was given up: it has its room, and only its answer is waited for.
    if (this.#core.around.underWay(run, engagement.command)) return run.admitted(engagement)
    let places: ReturnType<typeof placesOfOperation>
    try {
      places = this.#places(run, engagement)
    } catch (cause) {
      run.intend(engagement.command)
      return run.ended(engagement, { kind: "threw", cause: thrown(cause) })
    }
    const { path, fairKey } = places
    if (path.length === 0) return run.admitted(engagement)
    const begin = (): void => {
      if (this.#core.state === "open") run.admitted(engagement)
    }
    const { priority = 0 } = run.info
    if (this.#turnstile.request(engagement, { path, priority, fairKey }, begin)) run.admitted(engagement)
  }

  performing(run: LiveRun, engagement: Engagement): void {
    if (this.#turnstile.has(engagement) || this.#core.around.underWay(run, engagement.command)) return
    try {
      const { path } = this.#places(run, engagement)
      if (path.length > 0) this.#turnstile.occupy(engagement, path, true)
    } catch {
      // Whom it belongs to cannot be said any more. It has been started, and has to be ended.
    }
  }

  released(engagement: Engagement): void {
    this.#turnstile.release(engagement)
  }

  stop(): void {
    this.#turnstile.stop()
  }

  #places({ info }: LiveRun, { command }: Engagement): ReturnType<typeof placesOfOperation> {
    const name = operationName(command.request.operation)
    return placesOfOperation(this.#limits, name, command.input, info.fairKey)
  }
}
