/**
 * What an observer of runs is told: the raw material of timelines and logs.
 * @module
 */
import type { Cause } from "../../core/outcome.ts"

/** Something that happened in a run. `at` is in milliseconds, by the clock of the run. */
export type Observation = Seen & { readonly runId: string; readonly at: number }

/** What happened. `undoing` is true for operations that undo others. */
export type Seen =
  | {
      readonly kind: "started"
      readonly node: string
      readonly attempt: number
      readonly undoing: boolean
      readonly input: unknown
    }
  | { readonly kind: "succeeded"; readonly node: string; readonly undoing: boolean; readonly output: unknown }
  | { readonly kind: "failed"; readonly node: string; readonly undoing: boolean; readonly cause: Cause }
  | { readonly kind: "waiting"; readonly node: string }
  | { readonly kind: "woken"; readonly node: string }
  | {
      readonly kind: "retrying"
      readonly attempt: number
      readonly delay: number
      readonly cause: Cause | undefined
    }
  | { readonly kind: "undoing"; readonly scope: string }

/** Takes down what happens; must not throw. */
export type Observe = (observation: Observation) => void
