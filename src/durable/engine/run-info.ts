/**
 * What is known of a run without knowing what is left of it.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import type { Address } from "../../machine/event.ts"

/** Where a run is. */
export type RunStatus =
  /** It waits for room. */
  | "queued"
  /** Something of it is under way. */
  | "running"
  /** It waits for a time, an event or a called workflow, and is only on disk. */
  | "waiting"
  /** The code that is given cannot go on with it. */
  | "held"
  /** An undo failed for good: it waits to be resumed. */
  | "stuck"
  | "completed"
  | "failed"
  | "cancelled"
  | "defect"

/** The value of an attribute by which runs are found. */
export type Attribute = string | number | boolean

/** W3C trace context (https://www.w3.org/TR/trace-context/), carried to operations as it was given. */
export interface TraceContext {
  readonly traceparent: string
  readonly tracestate?: string
}

/** A run as the journal knows it. */
export interface RunInfo {
  readonly id: string
  readonly workflow: string
  readonly version: number
  /** The fingerprint of its term. */
  readonly term: string
  /** `running` as long as it has not ended; the lists tell what it does then. */
  readonly status: "queued" | "running" | "held" | "stuck" | "completed" | "failed" | "cancelled" | "defect"
  /** Milliseconds since 1970. */
  readonly started: number
  readonly ended?: number
  /** The run at the beginning of the chain of calls that led here: events without a key belong to it. */
  readonly root: number
  readonly parent?: Parent
  readonly priority?: number
  readonly fairKey?: string
  /** Whom its input belongs to, as the limit of its workflow said. */
  readonly limitKey?: string
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly trace?: TraceContext
  /** Why nobody can go on with it. */
  readonly held?: string
  /** What earlier runs under this id have undone: a call that is made again after it has another key. */
  readonly undone?: ReadonlyArray<string>
}

/** The call that a run answers. */
export interface Parent {
  readonly run: number
  readonly at: Address
  /** Nobody waits for its outcome. */
  readonly detached: boolean
}

/** How the list of runs calls an outcome. */
export const statusOf = (outcome: Outcome<unknown, unknown>): RunInfo["status"] => {
  switch (outcome._tag) {
    case "Completed":
      return "completed"
    case "Failed":
      return "failed"
    case "Cancelled":
      return "cancelled"
    case "Defect":
      return "defect"
    case "Stuck":
      return "stuck"
  }
}

/** Tells whether nothing of a run is left to be done, unless somebody resumes it. */
export const isEnded = (status: RunStatus): boolean =>
  status !== "queued" && status !== "running" && status !== "waiting" && status !== "held"
