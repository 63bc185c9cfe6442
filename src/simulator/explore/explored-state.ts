/**
 * States of an exploration: everything that decides what can happen next, as data that is never changed.
 * @module
 */
import type { Answer, Address } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { values, type Vector } from "../../machine/vector.ts"
import { keyOf } from "../simulate/driver.ts"

/** A state. */
export interface ExploredState {
  /** The runs that were started from outside first, then those that they called. */
  readonly runs: ReadonlyArray<ExploredRun>
  readonly world: unknown
  /** What receivers that honour keys remember: the answer to each call, by its key. */
  readonly remembered: Readonly<Record<string, { readonly output: unknown }>>
  /** Virtual time in milliseconds. */
  readonly now: number
  /** Events that nobody has taken yet, by name and key. */
  readonly kept: Readonly<Record<string, ReadonlyArray<unknown>>>
  /** The waits for events, in the order in which they began. */
  readonly waiting: ReadonlyArray<string>
  /** Which of the events from outside have not come yet. */
  readonly expected: ReadonlyArray<number>
  readonly budget: Budget
  /** How often each operation was called: for faults of a certain call. */
  readonly calls: Readonly<Record<string, number>>
  /** What was really done, by key of the call. */
  readonly done: Readonly<Record<string, Deed>>
}

/** What may still go wrong. */
export interface Budget {
  readonly faults: number
  readonly crashes: number
  readonly cancellations: number
  /** How often a stuck run may be repaired and resumed. */
  readonly resumes: number
}

/** One run. */
export interface ExploredRun {
  readonly id: string
  readonly program: Program
  readonly residual: Residual
  /** Who called it from where, and whether it waits for the end; null for a run that was started from outside. */
  readonly caller: { readonly run: number; readonly at: Address; readonly waits: boolean } | null
  /** What was done and whose answers are on their way, by position. */
  readonly inFlight: Readonly<Record<string, Answer>>
  /** Calls that may not be repeated and whose answers a crash has lost, by position. */
  readonly lost: Readonly<Record<string, true>>
}

/** A write that was really done. */
export interface Deed {
  readonly operation: string
  readonly node: string
  readonly effect: "undoable" | "irreversible" | "undo"
  /** How often: more than once when it was delivered again, and nothing was remembered. */
  readonly times: number
  /** Doing it once more changed the world. */
  readonly repeated: boolean
  readonly run: number
  readonly at: Address
}

/** An event and its key as a text. */
export const channelOf = (event: string, key: string): string => `${event} ${key}`

/** The index of the run that was called from a position; -1 when none has been. Attempts call runs of the same id. */
export const calledFrom = ({ runs }: ExploredState, run: number, at: Address): number =>
  runs.findIndex(({ caller }) => caller !== null && caller.run === run && keyOf(caller.at) === keyOf(at))

/** The state with one run changed. */
export const withRun = (state: ExploredState, index: number, run: ExploredRun): ExploredState => ({
  ...state,
  runs: state.runs.map((old, at) => (at === index ? run : old))
})

/** What two states have to have in common to be the same; the order in which unrelated undos ended does not count. */
export const essence = (state: ExploredState): ReadonlyArray<unknown> => [
  state.runs.map(
    ({
      id,
      caller,
      residual: { root, paying, pivots, cancelling, stuck, undone, outcome },
      inFlight,
      lost
    }) => [
      id,
      caller,
      root,
      paying,
      pivots,
      cancelling,
      stuck,
      howOften(undone),
      outcome === null ? null : { ...outcome, undone: null },
      inFlight,
      lost
    ]
  ),
  state.world,
  state.remembered,
  state.now,
  state.kept,
  state.waiting,
  state.expected,
  state.budget,
  state.calls,
  // The key of a deed tells which operation of which run it is.
  new Map(
    Object.entries(state.done).map(([key, { times, repeated, at }]) => [key, [times, repeated, at.trail]])
  )
]

const howOften = (undone: Vector<string>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const id of values(undone)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
