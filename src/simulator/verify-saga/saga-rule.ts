/**
 * The properties of sagas by name, and how one becomes a monitor of an exploration.
 * @module
 */
import type { ExploredState } from "../explore/explored-state.ts"
import type { End, Monitor } from "../explore/invariant.ts"

/** The names of the properties. */
export type SagaRuleId =
  | "SAGA-1"
  | "SAGA-2"
  | "SAGA-3"
  | "SAGA-4"
  | "SAGA-5"
  | "SAGA-6"
  | "SAGA-7"
  | "SAGA-8"
  | "SAGA-9"
  | "SAGA-10"
  | "SAGA-11"
  | "SAGA-12"

/** What each property says. */
export const sagaNames: Readonly<Record<SagaRuleId, string>> = {
  "SAGA-1": "commit: a run that completes has done every write once, and undone none",
  "SAGA-2": "no phantom undo: only what was done is undone",
  "SAGA-3": "none lost: a run that fails has undone everything that it did",
  "SAGA-4": "nothing happened: a run that fails leaves the world as it was",
  "SAGA-5": "causal reversal: what was done later is undone earlier",
  "SAGA-6": "phases: nothing is done any more once undoing has begun",
  "SAGA-7": "stuck is exact: what is owed is what was done and not undone, and resuming undoes it",
  "SAGA-8": "pivot: a run that fails has done nothing irreversible",
  "SAGA-9": "at least once: a repeated delivery changes nothing",
  "SAGA-10": "termination: every run ends, and none is stuck",
  "SAGA-11": "masking: a cancellation does not interrupt undoing",
  "SAGA-12": "isolation: a run that fails leaves another one as if it had never been"
}

/** What each property needs to be about anything at all, as what is missing. */
const occasions: Readonly<Record<SagaRuleId, string>> = {
  "SAGA-1": "no run completed",
  "SAGA-2": "nothing was undone that must have been done",
  "SAGA-3": "no run failed",
  "SAGA-4": "no run failed",
  "SAGA-5": "nothing was undone",
  "SAGA-6": "nothing was undone, or scopes, handlers, races or calls undo in the middle",
  "SAGA-7": "no run got stuck",
  "SAGA-8": "no run failed with a typed error",
  "SAGA-9": "no write was delivered again",
  "SAGA-10": "no run ended",
  "SAGA-11": "no cancellation stopped a run",
  "SAGA-12": "no run failed beside one that completed"
}

/** What is said of a property that there was no occasion for. */
export const noOccasion = (id: SagaRuleId): string => occasions[id]

/** The property as it is shown. */
export const ruleName = (id: SagaRuleId): string => `${id} (${sagaNames[id]})`

/** One property, while it is watched. */
export interface SagaRule extends Monitor {
  readonly id: SagaRuleId
  /** How often there was an occasion to break it: a property that never had one says nothing. */
  readonly occasions: () => number
}

/** A property; it counts its occasions with what it is given. */
export const rule = (id: SagaRuleId, monitor: (occasion: () => void) => Omit<Monitor, "name">): SagaRule => {
  let count = 0
  const parts = monitor(() => {
    count++
  })
  return { id, name: ruleName(id), ...parts, occasions: () => count }
}

/** Properties that together mean another one, where it is asked; the sentence about what is wrong stays theirs. */
export const combined = (
  id: SagaRuleId,
  isAsked: (state: ExploredState, end: End<unknown, unknown> | undefined) => boolean,
  rules: ReadonlyArray<SagaRule>
): SagaRule =>
  rule(id, (occasion) => ({
    inState: (state) => (isAsked(state, undefined) ? first(rules, (one) => one.inState?.(state)) : undefined),
    atEnd: (state, end) => {
      if (!isAsked(state, end)) return undefined
      occasion()
      return first(rules, (one) => one.atEnd?.(state, end))
    }
  }))

const first = <T>(all: ReadonlyArray<T>, why: (one: T) => string | undefined): string | undefined => {
  for (const one of all) {
    const found = why(one)
    if (found !== undefined) return found
  }
  return undefined
}
