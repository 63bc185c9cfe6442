/**
 * An admission on a clock, whose items are known by who they are.
 * @module
 */
import type { Clock } from "../../core/clock.ts"
import { Admission, type Admitting, type Ticket } from "../admission/admission.ts"

/** Lets some in now, and others later. */
export class Turnstile<K> {
  readonly #clock: Clock
  readonly #admission = new Admission()
  readonly #tickets = new Map<K, Ticket>()
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  has(who: K): boolean {
    return this.#tickets.has(who)
  }

  /**
   * Whether there is room now. If not, `begin` is called when there is, unless it has been released before: never within a call
   * of a method, since whoever makes room may be in the middle of something.
   */
  request(who: K, item: Omit<Admitting, "start">, begin: () => void): boolean {
    let now = true
    let room = false
    const start = (): void => {
      if (now) room = true
      else
        queueMicrotask(() => {
          if (this.#tickets.get(who) === ticket) begin()
        })
    }
    const ticket = this.#admission.request({ ...item, start }, this.#clock.now())
    now = false
    this.#tickets.set(who, ticket)
    this.#arm()
    return room
  }

  /** Counts somebody who is in already; `starting`: from now on, for rates as well. */
  occupy(who: K, path: Admitting["path"], starting: boolean): void {
    this.#tickets.set(who, this.#admission.occupy(path, this.#clock.now(), starting))
    this.#arm()
  }

  /** Somebody has left, or does not want to come in any more. */
  release(who: K): void {
    const ticket = this.#tickets.get(who)
    if (ticket === undefined) return
    this.#tickets.delete(who)
    this.#admission.release(ticket, this.#clock.now())
    this.#arm()
  }

  /** All have left; rates remember them. Who waits goes first, so that nobody comes in meanwhile. */
  clear(): void {
    for (const [who, { state }] of this.#tickets) if (state === "waiting") this.release(who)
    for (const who of this.#tickets.keys()) this.release(who)
  }

  stop(): void {
    this.#alarm?.cancel()
    this.#alarm = undefined
  }

  #arm(): void {
    const at = this.#admission.nextWake()
    if (at === this.#alarm?.at) return
    this.stop()
    if (at === undefined) return
    const wake = (): void => {
      this.#alarm = undefined
      this.#admission.wake(this.#clock.now())
      this.#arm()
    }
    this.#alarm = { at, cancel: this.#clock.after(Math.max(0, at - this.#clock.now()), wake) }
  }
}
