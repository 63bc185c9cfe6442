/**
 * Limiting implementations: so many calls at once, so many a second.
 *
 * Calls are let through in the order in which they were made; what is not limited is not delayed, not even by a microtask. A
 * call that waits has not been made: when its run is stopped it gives up and says so, and nothing has to be undone. (A token
 * bucket of our own: it has to take time from a clock and to know about signals, and it is shorter than an adapter would be.)
 *
 * Laws: never more at once, and never faster; one call after another is left as it is. With branches, a run ends as it could
 * have ended without, later; but a call that was never made shows nowhere, so of a run that fails less may be seen.
 * @module
 */
import type { Clock } from "../core/clock.ts"
import { around, isThenable, type Middleware } from "./middleware.ts"

/** How much is let through. */
export interface Limits {
  /** Calls under way at once. */
  readonly concurrency?: number
  /** Calls a second, on average. */
  readonly perSecond?: number
  /** Calls that may be made together when there were none for a while; 1 when left out. */
  readonly burst?: number
  /** Time. */
  readonly clock: Clock
}

/**
 * Limits the calls of all implementations that it is applied to, together.
 *
 * A handler that runs a workflow of its own whose operations are under the same limit may wait for itself: give these another.
 *
 * Errors: throws `limit/out-of-range` for limits that let nothing through.
 * @example
 * import { limited } from "lawful/transformations"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const polite = implement(Greeter, { greet: async (name) => `Good day, ${name}` })
 * const calm = limited({ concurrency: 1, clock: systemClock })(polite)
 * await run(Step.all([Greeter.greet, Greeter.greet]), [calm])("Ada")
 * // => { _tag: "Completed", output: ["Good day, Ada", "Good day, Ada"] }
 */
export const limited = (limits: Limits): Middleware => {
  const gate = new Gate(limits)
  return around(({ context }, perform) => {
    // A readonly call that is not wanted any more may be abandoned, and then nobody hears of its end.
    const abandoned = context.effect === "readonly" ? context.signal : undefined
    if (gate.enter()) return gate.passing(perform, abandoned)
    return new Promise((resolve, reject: (cause: Error) => void) => {
      const { signal } = context
      const go = (): void => {
        forget(signal, giveUp)
        if (signal.aborted) {
          // Another call of the stopped run has made room before this one could give up.
          reject(new NotStarted())
          gate.passing(() => undefined, undefined)
          return
        }
        // A promise takes what is thrown for a rejection, which the run reads alike.
        resolve(new Promise((done) => done(gate.passing(perform, abandoned))))
      }
      const giveUp = (): void => {
        gate.leave(go)
        reject(new NotStarted())
      }
      if (signal.aborted) return giveUp()
      onAbort(signal, giveUp)
      gate.wait(go)
    })
  })
}

/** Lets calls through: a token bucket, a count of those under way, and a queue. */
class Gate {
  readonly #clock: Clock
  readonly #concurrency: number
  readonly #interval: number
  readonly #burst: number
  readonly #waiting = new Set<() => void>()
  #running = 0
  /** When the bucket is full again: each call moves it by the time that a token takes. */
  #full = -Infinity
  #timer: (() => void) | undefined = undefined
  #admitting = false

  constructor({ concurrency = Infinity, perSecond = Infinity, burst = 1, clock }: Limits) {
    for (const [name, limit] of Object.entries({ concurrency, burst }))
      if (!(limit >= 1)) throw new LimitOutOfRange(name, "1 or more", limit)
    if (!(perSecond > 0)) throw new LimitOutOfRange("perSecond", "more than 0", perSecond)
    this.#clock = clock
    this.#concurrency = concurrency
    this.#interval = 1000 / perSecond
    this.#burst = burst
  }

  /** Enters if nobody waits and there is room. */
  enter(): boolean {
    if (this.#waiting.size > 0 || this.#running >= this.#concurrency || this.#delay() > 0) return false
    this.#take()
    return true
  }

  wait(go: () => void): void {
    this.#waiting.add(go)
    this.#admit()
  }

  leave(go: () => void): void {
    this.#waiting.delete(go)
    this.#admit()
  }

  /** Performs a call that has entered, and lets the next one in when it has ended. */
  passing(perform: () => unknown, abandoned: AbortSignal | undefined): unknown {
    let under = true
    const ended = (): void => {
      if (!under) return
      under = false
      if (abandoned !== undefined) forget(abandoned, ended)
      this.#running--
      this.#admit()
    }
    let answer: unknown
    try {
      answer = perform()
    } catch (cause) {
      ended()
      throw cause
    }
    if (isThenable(answer)) {
      answer.then(ended, ended)
      if (abandoned?.aborted === true) ended()
      else if (abandoned !== undefined) onAbort(abandoned, ended)
    } else ended()
    return answer
  }

  #take(): void {
    this.#running++
    this.#full = Math.max(this.#full, this.#clock.now()) + this.#interval
  }

  /** How long until there is a token. */
  #delay(): number {
    return this.#full + this.#interval - this.#burst * this.#interval - this.#clock.now()
  }

  /** A call that ends at once comes back here, and the loop that let it in goes on with the next. */
  #admit(): void {
    if (this.#admitting) return
    this.#admitting = true
    this.#timer?.()
    this.#timer = undefined
    this.#admitWaiting()
    this.#admitting = false
  }

  #admitWaiting(): void {
    for (const go of this.#waiting) {
      if (this.#running >= this.#concurrency) return
      const delay = this.#delay()
      if (delay > 0) {
        this.#timer = this.#clock.after(delay, () => this.#admit())
        return
      }
      this.#waiting.delete(go)
      this.#take()
      go()
    }
  }
}

/** Who waits for a signal: one listener for all, because thousands of branches share the signal of their scope. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>()

const onAbort = (signal: AbortSignal, listener: () => void): void => {
  const known = listeners.get(signal)
  if (known !== undefined) return void known.add(listener)
  const all = new Set([listener])
  listeners.set(signal, all)
  signal.addEventListener("abort", () => all.forEach((one) => one()), { once: true })
}

const forget = (signal: AbortSignal, listener: () => void): void => {
  listeners.get(signal)?.delete(listener)
}

/** The answer of a call that was not made because its run was stopped; by its name runs know it. */
class NotStarted extends Error {
  override readonly name = "AbortError"
  readonly code = "limit/not-started"
  constructor() {
    super("The run was stopped while this call waited for its turn, so it was not made. (limit/not-started)")
  }
}

/** A limit that lets nothing through. */
export class LimitOutOfRange extends RangeError {
  override readonly name = "LimitOutOfRange"
  readonly code = "limit/out-of-range"
  constructor(limit: string, expected: string, value: number | undefined) {
    super(`expected \`${limit}\` to be ${expected} (was ${value}). (limit/out-of-range)`)
  }
}
