/**
 * What an observer of runs is told: the raw material of timelines and logs.
 * @module
 */
import type { Cause } from "../../core/outcome.ts"

/** Something that happened in a run. `at` is in milliseconds, by the clock of the run. */
export type Observation = Seen & { readonly runId: string; readonly at: number }

/** A call of an operation. */
export interface ObservedCall {
  /** The id of the node, with the indices of loop turns and items. */
  readonly node: string
  /** The name of the operation: `Payments.charge`. */
  readonly operation: string
  readonly attempt: number
  /** True while a rollback undoes something. */
  readonly undoing: boolean
  readonly input: unknown
}

/** What happened. */
export type Seen =
  | ({ readonly kind: "started" } & ObservedCall)
  | ({ readonly kind: "succeeded"; readonly output: unknown } & ObservedCall)
  | ({ readonly kind: "failed"; readonly cause: Cause } & ObservedCall)
  | { readonly kind: "waiting"; readonly node: string }
  | { readonly kind: "woken"; readonly node: string }
  | {
      readonly kind: "retrying"
      readonly attempt: number
      readonly delay: number
      readonly cause: Cause | undefined
    }
  | { readonly kind: "undoing"; readonly scope: string }

/** Takes down what happens. What it throws is ignored: a broken log must not change what a run does. */
export type Observe = (observation: Observation) => void
