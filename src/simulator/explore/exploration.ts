/**
 * What an exploration is asked, and what it answers.
 * @module
 */
import type { Provider } from "../../core/implementation.ts"
import type { Fault } from "../fault.ts"
import type { Sending } from "../simulate/sending.ts"
import type { World } from "../world.ts"
import type { End, Invariant } from "./invariant.ts"

/** How to explore. */
export interface ExploreOptions<State, P extends string, N, B, E, Events extends string> {
  readonly world: World<State, P, N>
  /** The workflows that are called, besides those that the world provides. */
  readonly workflows?: ReadonlyArray<Provider<P, N>>
  /** What may go wrong with calls. */
  readonly faults?: ReadonlyArray<Fault>
  /** How many calls may go wrong in one history; 1 when there are faults. */
  readonly maxFaults?: number
  /** How often the process may crash in one history; never when left out. */
  readonly crashes?: number
  /** How often the run may be cancelled from outside; never when left out. */
  readonly cancellations?: number
  /** Events from outside; each comes at any moment that is not before its time. */
  readonly events?: ReadonlyArray<Sending<Events>>
  /**
   * Whether receivers that are declared `idempotent` keep their word. `trusted`, when left out: a call that is delivered again
   * gets the first answer, and the handler is not asked. `tested`: the handler is called again under the same key.
   */
  readonly receivers?: "trusted" | "tested"
  readonly invariants?: ReadonlyArray<Invariant<State, B, E>>
  /** How many states to visit before the search goes on at random; 200,000 when left out. */
  readonly maxStates?: number
  /** How many random histories follow when there are more states; 1,000 when left out. */
  readonly samples?: number
  /** What the random part of a search is made from; 0 when left out. */
  readonly seed?: number
  /** Is told how a long search is getting on; writes a line to stderr every few seconds when left out. */
  readonly onProgress?: (progress: Progress) => void
}

/** How a search is getting on. */
export interface Progress {
  readonly states: number
  /** Found and not yet visited. */
  readonly open: number
  readonly seconds: number
}

/** What a search has found. */
export interface Exploration<B, E, State> {
  /** True: every state was visited, and what was not found does not exist. */
  readonly exhaustive: boolean
  readonly states: number
  /** How many states there are in which everything has ended, by how. */
  readonly ends: Readonly<Record<End<B, E>["_tag"], number>>
  /** `exhaustive: 296 states`, or `sampled: 1000 runs after 200000 of at least 512000 states`. */
  readonly coverage: string
  readonly violation: Violation<B, E, State> | undefined
  /** The coverage, the ends and the violation in words. */
  readonly words: string
}

/** A history that breaks an invariant. */
export interface Violation<B, E, State> {
  readonly invariant: string
  /** What is wrong, in the words of the invariant. */
  readonly why: string
  /** What to give to {@link replay}. */
  readonly choices: ReadonlyArray<number>
  /** What happened, in order. */
  readonly trace: ReadonlyArray<string>
  readonly world: State
  readonly end: End<B, E> | undefined
  readonly words: string
}

/** One history, by its choices. */
export interface Replay<B, E, State> {
  readonly trace: ReadonlyArray<string>
  readonly world: State
  readonly end: End<B, E> | undefined
  /** The invariant that is broken at the end of the trace. */
  readonly broken: { readonly invariant: string; readonly why: string } | undefined
}
