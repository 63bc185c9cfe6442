/**
 * What is known of a workflow without running it, as plain data.
 * @module
 */
import type { EventMode } from "../../core/event.ts"
import type { Delivery, Effect } from "../../core/operation.ts"
import type { Problem } from "../../core/problem.ts"
import type { Line } from "./passage.ts"
import type { Warning } from "./warning.ts"

/** A number, or `"unbounded"`: JSON has no Infinity. */
export type Bound = number | "unbounded"

/** A number as a bound. */
export const boundOf = (value: number): Bound => (value === Infinity ? "unbounded" : Math.max(0, value))

/** What a step or a workflow may and must do, how much of it, and what looks wrong. */
export interface Description {
  /** The name of the workflow; absent for a step. */
  readonly name?: string
  readonly version?: number
  /** The name of the codec of its declared error; absent when it declares none. */
  readonly error?: string
  /** Everything that it can do: what is not here is not done. */
  readonly may: Effects
  /** What every run does that completes. */
  readonly must: Effects
  /** What has to be provided: `Payments`, `workflow:ship`, `event:Paid` and `emits:Packed`. */
  readonly requirements: ReadonlyArray<string>
  /** The typed errors that it can end with, by where they come from. */
  readonly errors: ReadonlyArray<Leaving>
  readonly bounds: Bounds
  /** What nobody forbids, and looks like a mistake. */
  readonly warnings: ReadonlyArray<Warning>
  /** The structural mistakes of `Workflow.check`; a workflow that was made by `Workflow.make` has none. */
  readonly problems: ReadonlyArray<Problem>
  /** What it does, in order, in English: one line each. */
  readonly outline: ReadonlyArray<Line>
}

/** What is asked of the outside. */
export interface Effects {
  readonly operations: ReadonlyArray<OperationUse>
  readonly sends: ReadonlyArray<EventUse>
  readonly awaits: ReadonlyArray<EventUse>
  readonly timers: ReadonlyArray<TimerUse>
  readonly calls: ReadonlyArray<CallUse>
  /** The resources that the operations declare, sorted. */
  readonly reads: ReadonlyArray<string>
  readonly writes: ReadonlyArray<string>
}

/** Something that is asked for at one place. */
export interface Use {
  /** The node id, without indices of items, turns and attempts. */
  readonly id: string
  /** The called workflow that it stands in; absent in what is described itself. */
  readonly workflow?: string
  /** How often at most, on one input: by the retries around it, not by loops. */
  readonly attempts: Bound
  /** It stands in a loop or is done for each item. */
  readonly repeated: boolean
  /** It is done to undo something, and only then. */
  readonly undoing: boolean
}

/** A call of an operation. */
export interface OperationUse extends Use {
  /** `Payments.charge`. */
  readonly operation: string
  readonly effect: Effect
  readonly delivery: Delivery
  readonly reads: ReadonlyArray<string>
  readonly writes: ReadonlyArray<string>
  /** The name of the codec of its typed error; absent when it cannot fail. */
  readonly error?: string
}

/** An event that is sent or waited for. */
export interface EventUse extends Use {
  readonly event: string
  readonly mode: EventMode
}

/** A wait. */
export interface TimerUse extends Use {
  /** How long in milliseconds; `"computed"` when the input says it, or the clock. */
  readonly milliseconds: Bound | "computed"
}

/** A call of another workflow. */
export interface CallUse extends Use {
  /** Its name. */
  readonly calls: string
  readonly version: number
  readonly mode: "await" | "detach"
  readonly effect: Effect
  /** It was looked into: what it does is part of this description. */
  readonly known: boolean
}

/** An error that can leave, and where it comes from. */
export interface Leaving {
  /** The node id of what fails, or the path of the labels around a `Step.fail`. */
  readonly from: string
  readonly kind: "operation" | "call" | "raised"
  /** The name of its codec or its tag; absent when only running tells. */
  readonly error?: string
}

/** How much at most, in one run. */
export interface Bounds {
  /** Operations that are started, attempts counted one by one, undos left out; at least: in runs that complete. */
  readonly operations: { readonly least: number; readonly most: Bound }
  /** Operations that are started to undo something. */
  readonly undoOperations: Bound
  /** Attempts of one call of an operation. */
  readonly attempts: Bound
  /** Milliseconds, if operations take as long as `latency` says. */
  readonly time: Duration
  /** Milliseconds that are spent waiting: the same, if operations take no time. */
  readonly waiting: Duration
}

/** The worst case. */
export interface Duration {
  readonly forward: Bound
  /** What undoing costs in addition. */
  readonly undoing: Bound
}
