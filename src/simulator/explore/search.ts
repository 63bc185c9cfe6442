/**
 * The search through the states of an exploration.
 *
 * Breadth first, no state twice: the first violation that it finds is one with the fewest choices.
 * @module
 */
import type { Successor } from "./answers.ts"
import { describeEnd, endOf } from "./ends.ts"
import type { Laboratory } from "./execution.ts"
import type { Exploration, ExploreOptions, Progress, Replay, Violation } from "./exploration.ts"
import { essence, type ExploredState } from "./explored-state.ts"
import { type End, type Monitor, monitorOf } from "./invariant.ts"
import { Digests } from "../plain-data.ts"
import { laboratoryOf, startOf } from "./start.ts"
import { cut, printable } from "../show-value.ts"
import { checked } from "./checked.ts"
import { successors } from "./successors.ts"

/** Options with their types forgotten. */
export type AnyOptions = ExploreOptions<unknown, string, unknown, unknown, unknown, string>
type AnyExploration = Exploration<unknown, unknown, unknown>
type AnyViolation = Violation<unknown, unknown, unknown>

/** How many states are visited before a search goes on at random. */
const MOST = 200_000
/** Histories that go on for so long are taken for endless. */
const LONGEST = 2_000
/** How many random histories follow a search that was too large. */
const SAMPLES = 1_000
/** What others have written must not make lines of its own, nor fill the screen. In characters. */
const LONGEST_LINE = 1_000
/** Milliseconds between two reports on how a search is getting on. */
const PATIENCE = 3_000

export class Search {
  readonly #options: AnyOptions
  readonly #lab: Laboratory
  readonly #monitors: ReadonlyArray<Monitor>
  readonly #start: ExploredState
  readonly #ends: Record<End<unknown, unknown>["_tag"], number> = {
    Completed: 0,
    Failed: 0,
    Stuck: 0,
    Cancelled: 0,
    Defect: 0,
    Waiting: 0
  }
  readonly #began = Date.now()
  #reported = Date.now()

  constructor(runnable: object, inputs: ReadonlyArray<unknown>, options: AnyOptions, extra: Extra = {}) {
    this.#options = checked(options)
    this.#monitors = [...(options.invariants ?? []).map(monitorOf), ...(extra.monitors ?? [])]
    this.#lab = laboratoryOf(options, extra.reduced ?? true)
    this.#start = startOf(runnable, inputs, options, extra.resumes ?? 0, this.#lab)
  }

  async run(): Promise<AnyExploration> {
    const { maxStates = MOST } = this.#options
    const digests = new Digests()
    const known = new Set<string>([digests.of(essence(this.#start))])
    const visited: Array<Visited> = [{ state: this.#start, parent: -1, choice: 0 }]
    for (let index = 0; index < visited.length; index++) {
      const here = visited[index] as Visited
      if (index >= maxStates) return this.#sample(known.size)
      const next = await successors(here.state as ExploredState, this.#lab)
      this.#count(here.state as ExploredState, next)
      if (this.#broken(here.state as ExploredState, next) !== undefined)
        return this.#found(pathTo(visited, index), index + 1)
      for (const [choice, { state }] of next.entries()) {
        const digest = digests.of(essence(state))
        if (known.has(digest)) continue
        known.add(digest)
        visited.push({ state, parent: index, choice })
      }
      // What has been visited is found again by its choices.
      here.state = undefined
      this.#report(index, visited.length - index)
    }
    return this.#result(true, visited.length, `exhaustive: ${counted(visited.length, "state")}`)
  }

  /** Goes through one history again, as far as something is broken or nothing can happen any more. */
  async replay(choices: ReadonlyArray<number>): Promise<Replay<unknown, unknown, unknown>> {
    const { trace, state, next, broken } = await this.#follow(choices, LONGEST)
    const end = broken?.end ?? (hasEnded(next) ? endOf(state) : undefined)
    const { invariant, why } = broken ?? {}
    return {
      trace,
      world: state.world,
      end,
      broken: invariant === undefined || why === undefined ? undefined : { invariant, why }
    }
  }

  /** The first invariant that does not hold. */
  #broken(state: ExploredState, next: ReadonlyArray<Successor>): Broken | undefined {
    const end = hasEnded(next) ? endOf(state) : undefined
    for (const { name, inState, atEnd } of this.#monitors) {
      const why = inState?.(state) ?? (end === undefined ? undefined : atEnd?.(state, end))
      if (why !== undefined) return { invariant: name, why, world: state.world, end }
    }
    return undefined
  }

  #count(state: ExploredState, next: ReadonlyArray<Successor>): void {
    if (hasEnded(next)) this.#ends[endOf(state)._tag]++
  }

  async #found(choices: ReadonlyArray<number>, states: number): Promise<AnyExploration> {
    const { trace, broken } = await this.#follow(choices, choices.length)
    if (broken === undefined)
      throw new Error("the same choices led somewhere else: a handler is not a function of the state")
    const why = cut(printable(broken.why), LONGEST_LINE)
    const words = [
      `${printable(broken.invariant)} does not hold: ${why}`,
      ...trace.map((line, index) => `  ${index + 1}. ${line}`),
      ...(broken.end === undefined ? [] : [`  => ${cut(printable(describeEnd(broken.end)), LONGEST_LINE)}`]),
      `  replay: [${choices.join(", ")}]`
    ].join("\n")
    const violation: AnyViolation = { ...broken, why, choices, trace, words }
    return this.#result(false, states, `stopped at a violation after ${counted(states, "state")}`, violation)
  }

  /** Follows choices, a missing one being 0, until something is broken or nothing can happen any more. */
  async #follow(choices: ReadonlyArray<number>, most: number): Promise<Walk> {
    let state = this.#start
    const taken: Array<number> = []
    const trace: Array<string> = []
    for (;;) {
      const next = await successors(state, this.#lab)
      const broken = this.#broken(state, next)
      if (broken !== undefined || next.length === 0 || taken.length >= most)
        return { choices: taken, trace, state, next, broken }
      const choice = (choices[taken.length] ?? 0) % next.length
      const chosen = next[choice] as Successor
      taken.push(choice)
      trace.push(cut(printable(chosen.label), LONGEST_LINE))
      state = chosen.state
    }
  }

  /** Too many states to visit them all: random histories from the start. */
  async #sample(atLeast: number): Promise<AnyExploration> {
    const random = generator(this.#options.seed ?? 0)
    const { maxStates = MOST, samples = SAMPLES } = this.#options
    for (let run = 0; run < samples; run++) {
      const choices = Array.from({ length: LONGEST }, () => Math.floor(random() * 2 ** 31))
      const walk = await this.#follow(choices, LONGEST)
      this.#count(walk.state, walk.next)
      if (walk.broken !== undefined) return this.#found(await this.#shortened(walk), maxStates)
      this.#report(maxStates + run, 0)
    }
    const coverage = `sampled: ${counted(samples, "run")} after ${counted(maxStates, "state")} of at least ${atLeast}`
    return this.#result(false, maxStates, coverage)
  }

  /** Shrinks choices: leaves some out, then makes them 0, as long as something is broken on the way. */
  async #shortened(found: Walk): Promise<ReadonlyArray<number>> {
    let best = found.choices
    for (let size = best.length >> 1; size > 0; size >>= 1)
      for (let from = 0; from + size <= best.length; from++) {
        const without = [...best.slice(0, from), ...best.slice(from + size)]
        const zeroed = best.map((choice, at) => (at >= from && at < from + size ? 0 : choice))
        for (const candidate of [without, zeroed]) {
          const { choices, broken } = await this.#follow(candidate, LONGEST)
          if (broken !== undefined && simpler(choices, best)) best = choices
        }
      }
    return best
  }

  #report(states: number, open: number): void {
    if (states % 256 !== 0) return
    const now = Date.now()
    if (now - this.#reported < PATIENCE) return
    this.#reported = now
    const progress = { states, open, seconds: (now - this.#began) / 1000 }
    const { onProgress = toStderr } = this.#options
    onProgress(progress)
  }

  #result(exhaustive: boolean, states: number, coverage: string, violation?: AnyViolation): AnyExploration {
    const ends = Object.entries(this.#ends)
      .filter(([, count]) => count > 0)
      .map(([tag, count]) => `${count} ${tag}`)
    const words = [
      `${coverage}; ends: ${ends.join(", ") || "none"}`,
      ...(violation === undefined ? [] : [violation.words])
    ]
    return { exhaustive, states, ends: { ...this.#ends }, coverage, violation, words: words.join("\n") }
  }
}

/** What the library itself asks for. */
export interface Extra {
  readonly monitors?: ReadonlyArray<Monitor>
  /** How often a stuck run may be repaired and resumed. */
  readonly resumes?: number
  /** False: without reductions. */
  readonly reduced?: boolean
}

/** An invariant that does not hold, and where. */
type Broken = Pick<AnyViolation, "invariant" | "why" | "world" | "end">

/** One history. */
interface Walk {
  readonly choices: ReadonlyArray<number>
  readonly trace: ReadonlyArray<string>
  readonly state: ExploredState
  readonly next: ReadonlyArray<Successor>
  readonly broken: Broken | undefined
}

/** Everything has ended, or waits: nothing more has to happen. */
const hasEnded = (next: ReadonlyArray<Successor>): boolean => next.every(({ optional }) => optional === true)

/** A state that was found, and the way to it. */
interface Visited {
  state: ExploredState | undefined
  readonly parent: number
  readonly choice: number
}

const pathTo = (visited: ReadonlyArray<Visited>, index: number): ReadonlyArray<number> => {
  const choices: Array<number> = []
  for (let at = index; at > 0; at = (visited[at] as Visited).parent)
    choices.push((visited[at] as Visited).choice)
  return choices.reverse()
}

const simpler = (one: ReadonlyArray<number>, other: ReadonlyArray<number>): boolean =>
  one.length < other.length ||
  (one.length === other.length && one.filter((n) => n > 0).length < other.filter((n) => n > 0).length)

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`

const toStderr = ({ states, open, seconds }: Progress): void => {
  console.error(`explored ${states} states, ${open} open, ${seconds.toFixed(0)} s`)
}

/** A generator of numbers from 0 to 1 (mulberry32, T. Ettinger, public domain). */
const generator = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}
