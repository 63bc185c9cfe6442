/**
 * Lifecycle events: what those who watch an engine are told.
 *
 * Everything told of a run is on disk: an event is told after the commit that made it true, and what was rolled back is never
 * told. Events are told in the order in which they happened. What they hold is a copy.
 *
 * Laws: the events of a run are a word of a small grammar; each call that is started ends once, or the process does
 * (test/durable/observe/lifecycle-laws.test.ts).
 * @module
 */
import type { Cancelled, Cause, Completed, Defect, Failed, Stuck } from "../../core/outcome.ts"
import type { Thrown } from "../../machine/thrown.ts"
import type { Attribute, TraceContext } from "../engine/run-info.ts"

/** Something that happened in an engine. */
export type LifecycleEvent = RunEvent | EngineEvent

/** Something that happened in a run. */
export type RunEvent = OfRun & RunFact

/** Something that happened to an engine as a whole. */
export type EngineEvent = Told & EngineFact

/** What every event says. */
export interface Told {
  /** Stays the same when an event is told again, and differs from those of all other events of the journal. */
  readonly id: string
  /** Milliseconds since 1970, by the clock of the engine. */
  readonly at: number
}

/** What every event of a run says. */
export interface OfRun extends Told {
  readonly runId: string
  readonly workflow: string
  readonly version: number
  /** The run at the beginning of the chain of calls that led to this one; the run itself when nobody called it. */
  readonly rootId: string
  /** Who called it, and at which node. */
  readonly caller?: { readonly runId: string; readonly node: string }
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly trace?: TraceContext
  /** The process that was to tell it ended around then: it may have been told before. */
  readonly again?: true
}

/** A call of an operation, in the words of the observer in process. */
export interface LifecycleCall {
  /** The id of the node, with the indices of loop turns and items. */
  readonly node: string
  /** The name of the operation: `Payments.charge`. */
  readonly operation: string
  readonly attempt: number
  /** True while a rollback undoes something. */
  readonly undoing: boolean
  /** The idempotency key, as implementations see it. With the attempt it connects an answer with its start. */
  readonly key: string
}

/** What a run waits for at a node. */
export type Awaited =
  /** `due` in milliseconds since 1970; null: never. */
  | { readonly kind: "time"; readonly due: number | null }
  | { readonly kind: "event"; readonly event: string; readonly key: string }
  | { readonly kind: "run"; readonly workflow: string; readonly runId: string }

/** What happened in a run. */
export type RunFact =
  /** It is on disk; `queued` when it waits for room. */
  | { readonly kind: "run/created"; readonly queued: boolean }
  | { readonly kind: "run/started" }
  /** It was under way, and its process or its memory is gone: this process goes on with it. */
  | { readonly kind: "run/recovered" }
  /** The code that was given cannot go on with it. */
  | { readonly kind: "run/held"; readonly reason: string }
  /** Nothing of it is under way, it is only on disk. */
  | { readonly kind: "run/waiting" }
  /** What it waited for has come. */
  | { readonly kind: "run/woken" }
  /** Somebody wants it cancelled. */
  | { readonly kind: "run/cancelling"; readonly reason: unknown }
  /** All that it owes is being undone, because of this. */
  | { readonly kind: "run/undoing"; readonly cause: Cause }
  /** Somebody has repaired the world, and it goes on undoing. */
  | { readonly kind: "run/resumed" }
  | RunEnd
  /** A call is about to be made; `redelivered` when it may have been made before. */
  | ({ readonly kind: "operation/started"; readonly redelivered: boolean } & LifecycleCall)
  | OperationEnd
  /** What a node did has been undone. */
  | { readonly kind: "step/undone"; readonly node: string }
  /** An attempt failed; the next one, of this number, is due then. */
  | { readonly kind: "step/retrying"; readonly node: string; readonly attempt: number; readonly due: number }
  | { readonly kind: "wait/began"; readonly node: string; readonly on: Awaited }
  /** What was waited for came, or is not wanted any more. */
  | { readonly kind: "wait/ended"; readonly node: string; readonly abandoned: boolean }
  | {
      readonly kind: "event/sent"
      readonly node: string
      readonly event: string
      readonly key: string
    }

/** How a run ended. A stuck one goes on when it is resumed. */
export type RunEnd =
  | { readonly kind: "run/completed"; readonly outcome: Completed<unknown> }
  | { readonly kind: "run/failed"; readonly outcome: Failed<unknown> }
  | { readonly kind: "run/cancelled"; readonly outcome: Cancelled }
  | { readonly kind: "run/defect"; readonly outcome: Defect }
  /** What it owes is in the outcome. */
  | { readonly kind: "run/stuck"; readonly outcome: Stuck }

/** How a call ended. */
export type OperationEnd = LifecycleCall &
  (
    | { readonly kind: "operation/succeeded"; readonly output: unknown }
    /** With a typed error. */
    | { readonly kind: "operation/failed"; readonly error: unknown }
    | { readonly kind: "operation/threw"; readonly cause: Thrown }
    /** It may not be repeated, and nobody will ever know whether it was done. */
    | { readonly kind: "operation/lost" }
    /** Its answer is not wanted any more. */
    | { readonly kind: "operation/abandoned" }
  )

/** What happened to an engine as a whole. */
export type EngineFact =
  /** The journal cannot be written. When that may pass, it is tried again. */
  | { readonly kind: "journal/failing"; readonly passing: boolean; readonly cause: Thrown }
  | { readonly kind: "journal/recovered" }
  /** A plugin threw or rejected. The others are told, and nothing else follows. */
  | {
      readonly kind: "plugin/failed"
      readonly plugin: string
      readonly version: string
      readonly hook: string
      /** The id of the event that it was told. */
      readonly event: string
      readonly cause: Thrown
    }
