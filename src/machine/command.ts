/**
 * Commands: what a driver may do next.
 * @module
 */
import type { CallRequest, OperationRequest } from "../core/node.ts"
import type { EventType } from "../core/event.ts"
import type { Address } from "./event.ts"

/** Something that a driver may do. Those of one residual may be done in any order, and side by side. */
export type Command =
  | ({ readonly kind: "operation"; readonly request: OperationRequest } & Startable)
  | ({ readonly kind: "call"; readonly request: CallRequest } & Startable)
  /** Answer `fired` when `due` (milliseconds since 1970) has come; null: never. */
  | ({ readonly kind: "timer"; readonly due: number | null } & Position)
  /** Answer `received` when the event comes. */
  | ({ readonly kind: "receive"; readonly event: EventType; readonly key: string } & Position)
  /** Send the event, then answer `succeeded`. */
  | ({
      readonly kind: "emit"
      readonly event: EventType
      readonly key: string
      readonly payload: unknown
    } & Position)

/** Where a command belongs. */
export interface Position {
  readonly at: Address
  /** The id of the node with indices, as implementations see it; with the run's id and `renewals` it makes the idempotency key. */
  readonly id: string
}

/** Something that is started and then answers. */
export interface Startable extends Position {
  readonly input: unknown
  /** False: answer `started`, then do it. True: it was started and may have happened; a driver that knows nothing of it does it again, under the same key. */
  readonly started: boolean
  /** Its result is not wanted any more; it may answer early by throwing an `AbortError` if nothing was done. */
  readonly stopped: boolean
  /** The number of the attempt, from 1. */
  readonly attempt: number
  /** True while a rollback undoes something. */
  readonly undoing: boolean
  /** How often what it does has been undone in this run: a part of the idempotency key, see `idempotencyKey`. */
  readonly renewals: number
}
