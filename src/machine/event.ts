/**
 * Events: what a driver tells the machine, and what a journal holds.
 * @module
 */
import type { Outcome } from "../core/outcome.ts"
import type { Trail } from "./residual.ts"
import type { Thrown } from "./thrown.ts"

/** A position in a run: the id of a node, and the turns, items and attempts around it. */
export interface Address {
  readonly node: string
  readonly trail: Trail
}

/** Something that happened, at a time in milliseconds since 1970. */
export type MachineEvent = { readonly time: number } & (
  | ({ readonly at: Address } & Answer)
  /** Somebody outside wants the run to end. */
  | { readonly kind: "cancelled"; readonly reason: unknown }
  /** A stuck run is to go on undoing: the world has been repaired. */
  | { readonly kind: "resumed" }
)

/** What happened at a position. */
export type Answer =
  /** The driver is about to do it: the intent. */
  | { readonly kind: "started" }
  /** An operation gave its output; an event was sent; a detached workflow was started, and this is its id. */
  | { readonly kind: "succeeded"; readonly output: unknown }
  /** An operation failed with a typed error. */
  | { readonly kind: "failed"; readonly error: unknown }
  /** An operation threw; an event could not be sent. */
  | { readonly kind: "threw"; readonly cause: Thrown }
  /** Nobody will ever know what became of an operation that may not be repeated. */
  | { readonly kind: "lost" }
  /** A timer is due. */
  | { readonly kind: "fired" }
  /** An event came. */
  | { readonly kind: "received"; readonly payload: unknown }
  /**
   * A called workflow ended; `committed` says that it has passed a pivot. What was thrown is data in the outcome, as in that of
   * a residual, so that the event can be written down.
   */
  | {
      readonly kind: "ended"
      readonly outcome: Outcome<unknown, unknown>
      readonly committed: boolean
    }
