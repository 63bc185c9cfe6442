/**
 * Timers on record, and the one alarm for the earliest of them.
 * @module
 */
import type { Address } from "../../machine/event.ts"
import { below, named, numberOf, sortable } from "../keys.ts"
import type { Draft } from "./draft.ts"
import { positionOf } from "./live-run.ts"
import { parsed, positionIn } from "./readable.ts"
import type { Clock } from "../../core/clock.ts"

/** What timers need of the engine. */
export interface Waking {
  readonly draft: Draft
  readonly clock: Clock
  /** The time that a timer was for has come; false when nobody waits for it any more. */
  readonly fired: (run: number, at: Address, time: number) => boolean
  /** Does something that reads the journal. */
  readonly guard: (act: () => void) => void
  /** The time of something that belongs to no run has come. */
  readonly due: (name: string) => void
}

/** What the record of a timer says. */
type Timer = { readonly run: number; readonly at: Address } | { readonly name: string }

/** So many timers are looked at in one turn of the event loop. */
const PAGE = 256

/** The longest sleep, in milliseconds: a clock that jumps forwards is noticed then. */
const LONGEST = 60_000

/** All timers of an engine. */
export class Timers {
  readonly #around: Waking
  /** No timer is due before; it may be later. */
  #earliest = Infinity
  #alarm: { readonly due: number; readonly cancel: () => void } | undefined
  #stopped = false

  constructor(around: Waking) {
    this.#around = around
  }

  put(run: number, due: number, at: Address): void {
    this.#put(keyOf(run, due, at), due, { run, at })
  }

  remove(run: number, due: number, at: Address): void {
    this.#around.draft.put(keyOf(run, due, at), null)
  }

  /** A timer that belongs to no run. */
  putNamed(name: string, due: number): void {
    this.#put(namedKey(name, due), due, { name })
  }

  removeNamed(name: string, due: number): void {
    this.#around.draft.put(namedKey(name, due), null)
  }

  #put(key: string, due: number, timer: Timer): void {
    this.#around.draft.put(key, JSON.stringify(timer))
    this.#earliest = Math.min(this.#earliest, due)
  }

  /** Looks for the earliest timer on record. */
  reset(): void {
    const [first] = this.#around.draft.range({ ...below("t"), limit: 1 })
    this.#earliest = first === undefined ? Infinity : dueOf(first.key)
    this.arm()
  }

  /** Sets the alarm for the earliest timer. */
  arm(): void {
    if (this.#stopped || this.#earliest === Infinity || this.#earliest === this.#alarm?.due) return
    this.#alarm?.cancel()
    const { clock } = this.#around
    const due = this.#earliest
    const delay = Math.min(Math.max(0, due - clock.now()), LONGEST)
    this.#alarm = {
      due,
      cancel: clock.after(delay, () => {
        this.#alarm = undefined
        this.#around.guard(() => this.#wake())
      })
    }
  }

  stop(): void {
    this.#stopped = true
    this.#alarm?.cancel()
  }

  #wake(): void {
    if (this.#stopped) return
    const { draft, clock } = this.#around
    // Read once: a clock that goes back in between must not make a timer early.
    const now = clock.now()
    const due = draft.range({ from: "t/", to: `t/${sortable(Math.floor(now) + 1)}`, limit: PAGE })
    for (const { key, value } of due) {
      const { name } = parsed(key, value)
      if (typeof name === "string") {
        draft.put(key, null)
        this.#around.due(name)
        continue
      }
      const { run, at } = positionIn(key, value)
      if (!this.#around.fired(run, at, now)) draft.put(key, null)
    }
    this.reset()
  }
}

const keyOf = (run: number, due: number, at: Address): string =>
  ["t", sortable(due), sortable(run), named(positionOf(at))].join("/")

const namedKey = (name: string, due: number): string => ["t", sortable(due), "-", named(name)].join("/")

const dueOf = (key: string): number => numberOf(key.split("/")[1] as string)
