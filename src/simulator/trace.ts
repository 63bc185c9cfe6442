/**
 * Traces: what happened in a simulated run, in order.
 * @module
 */
import type { Cause } from "../core/outcome.ts"

/** One thing that happened, at a virtual time in milliseconds from the start. */
export interface Happening {
  readonly at: number
  /** The id of the run; a called workflow is a run of its own. */
  readonly runId: string
  readonly what:
    | ({ readonly kind: "started" } & Call)
    | ({ readonly kind: "succeeded"; readonly output: unknown } & Call)
    | ({ readonly kind: "failed"; readonly cause: Cause } & Call)
    /** It was done, and the answer is lost. */
    | ({ readonly kind: "lost" } & Call)
    /** It is delivered again under the same key. */
    | ({ readonly kind: "delivered again" } & Call)
    /** For the time `due`, in milliseconds from the start; null: for ever. */
    | { readonly kind: "waits"; readonly node: string; readonly due: number | null }
    | { readonly kind: "wakes"; readonly node: string }
    | { readonly kind: "listens"; readonly node: string; readonly event: string; readonly key: string }
    | { readonly kind: "receives"; readonly node: string; readonly event: string; readonly payload: unknown }
    /** An event was sent, from outside when `node` is null. */
    | {
        readonly kind: "event"
        readonly event: string
        readonly key: string
        readonly payload: unknown
        readonly node: string | null
      }
    | {
        readonly kind: "called"
        readonly node: string
        readonly workflow: string
        readonly input: unknown
        /** The id of the called run. */
        readonly child: string
      }
    | { readonly kind: "cancelled"; readonly reason: unknown }
    /** The process ends, and another one goes on with what was written down. */
    | { readonly kind: "crashed"; readonly downFor: number }
    /** `outcome` is the tag; `value` the output, the error, the reason, what was thrown, or, of a stuck run, the debts. */
    | { readonly kind: "ended"; readonly outcome: string; readonly value: unknown }
}

/** A call of an operation. */
export interface Call {
  /** The id of the node, with indices. */
  readonly node: string
  readonly operation: string
  readonly input: unknown
  /** From 1. */
  readonly attempt: number
  readonly undoing: boolean
}

/** What happened, in order. */
export type Trace = ReadonlyArray<Happening>
