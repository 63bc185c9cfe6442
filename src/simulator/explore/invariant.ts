/**
 * Invariants: what must hold in every state of an exploration, or whenever a run has ended.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import type { Waiting } from "../simulate/waiting.ts"
import { undoneIn } from "./ends.ts"
import type { Deed, ExploredState } from "./explored-state.ts"

/** How a run ended, or that it waits for something that never comes. */
export type End<B, E> = Outcome<B, E> | Waiting

/** What was really done on the way to an end, as an invariant sees it. */
export interface Deeds {
  readonly all: ReadonlyArray<Deed>
  /** The ids of what has been undone. */
  readonly undone: ReadonlyArray<string>
}

/** Something that must hold. Both functions give a sentence that says what is wrong, or nothing when all is well. */
export interface Invariant<in State, in B = unknown, in E = unknown> {
  readonly name: string
  /** Asked in every state. */
  readonly always?: (world: State) => string | undefined
  /** Asked whenever a run has ended. */
  readonly atEnd?: (world: State, end: End<B, E>, deeds: Deeds) => string | undefined
}

/** An invariant that sees everything. */
export interface Monitor {
  readonly name: string
  readonly inState?: ((state: ExploredState) => string | undefined) | undefined
  readonly atEnd?: ((state: ExploredState, end: End<unknown, unknown>) => string | undefined) | undefined
}

/** An invariant of a user as one that sees everything. */
export const monitorOf = ({ name, always, atEnd }: Invariant<unknown>): Monitor => ({
  name,
  inState: always && ((state) => always(state.world)),
  atEnd:
    atEnd &&
    ((state, end) => atEnd(state.world, end, { all: Object.values(state.done), undone: undoneIn(state) }))
})
