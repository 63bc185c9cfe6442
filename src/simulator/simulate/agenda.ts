/**
 * Agendas: what can happen in a simulation and when, with a clock that moves only when nothing more can happen at its time.
 * @module
 */

/** Something that can happen; it may take real time, during which nothing else happens. */
export type Task = () => void | Promise<void>

interface Entry {
  readonly at: number
  task: Task | undefined
}

/**
 * What can happen, by virtual time in milliseconds from 0.
 *
 * Of what can happen at one moment, the seed picks; the seed 0 takes it first come, first served.
 */
export class Agenda {
  readonly #random: (() => number) | undefined
  /** What can happen now. */
  #ready: Array<Entry> = []
  /** What can happen later, the earliest last. */
  readonly #later: Array<Entry> = []
  #now = 0

  constructor(seed: number) {
    this.#random = seed === 0 ? undefined : numbersFrom(seed)
  }

  /** The virtual time. */
  get now(): number {
    return this.#now
  }

  /** Puts something on the agenda; gives the way to call it off. */
  add(at: number, task: Task): () => void {
    const entry: Entry = { at, task }
    if (at <= this.#now) this.#ready.push(entry)
    else if (at < Infinity) this.#later.splice(this.#after(at), 0, entry)
    return () => {
      entry.task = undefined
    }
  }

  /** Takes one of the things that can happen now. */
  take(): Task | undefined {
    while (this.#ready.length > 0) {
      const index = this.#random === undefined ? 0 : Math.floor(this.#random() * this.#ready.length)
      const [entry] = index === 0 ? [this.#ready.shift()] : this.#ready.splice(index, 1)
      if (entry?.task !== undefined) return entry.task
    }
    return undefined
  }

  /** Moves on to the next moment at which something can happen; false when there is none. */
  advance(): boolean {
    while (this.#later.at(-1)?.task === undefined && this.#later.length > 0) this.#later.pop()
    const next = this.#later.at(-1)
    if (next === undefined) return false
    this.#now = next.at
    for (let entry = this.#later.at(-1); entry?.at === this.#now; entry = this.#later.at(-1)) {
      this.#ready.push(entry)
      this.#later.pop()
    }
    return true
  }

  /** The index behind everything that is later: of one moment, what was put there first is taken first. */
  #after(at: number): number {
    let [low, high] = [0, this.#later.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#later[middle]?.at ?? 0) > at) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Numbers from 0 to 1, the same for the same seed (T. Ettinger's mulberry32). */
const numbersFrom = (seed: number): (() => number) => {
  let state = Math.trunc(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
