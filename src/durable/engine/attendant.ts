/**
 * What an engine does beside running: limits, starts that recur, and forgetting. Runs work the same without.
 * @module
 */
import type { Engagement } from "./engagement.ts"
import type { LiveRun } from "./live-run.ts"
import type { RecurringReport } from "./recurring-starts.ts"
import type { RunInfo } from "./run-info.ts"

/** Is asked before things happen, and told when they have. Nothing of it may call an implementation. */
export interface Attendant {
  /** An operation may be started: does it, at once or when there is room. */
  readonly admit: (run: LiveRun, engagement: Engagement) => void
  /** A call is going to be made, admitted or not: it may have been started by a process that is gone. */
  readonly performing: (run: LiveRun, engagement: Engagement) => void
  /** A call has been made, and has not answered at once. */
  readonly called: (run: LiveRun, engagement: Engagement) => void
  /** An operation has shown that it goes on. */
  readonly beaten: (engagement: Engagement) => void
  /** A call has ended, or will not be made. Repeated calls change nothing. */
  readonly released: (engagement: Engagement) => void
  /** Whom the input of a run belongs to. Errors: throws `limit/key-failed`. */
  readonly keyOf: (workflow: string, input: unknown) => string | undefined
  /** Whether a new run may begin at once; otherwise it is begun when there is room. */
  readonly enrol: (number: number, info: RunInfo) => boolean
  /** A run is in memory. */
  readonly awake: (run: LiveRun) => void
  /** A run is not in memory any more, or will not begin. */
  readonly asleep: (number: number) => void
  /** A run has come to its end. */
  readonly ended: (run: LiveRun) => void
  /** The time of something that belongs to no run has come. */
  readonly due: (name: string) => void
  readonly recurring: () => ReadonlyArray<RecurringReport>
  /** The memory has been given up. */
  readonly lost: () => void
  /** All that was under way has been loaded from the journal. */
  readonly recovered: () => void
  readonly stop: () => void
}

/** Limits nothing, and does nothing by itself. */
export const nobodyAttends: Attendant = {
  admit: (run, engagement) => run.admitted(engagement),
  performing: () => undefined,
  called: () => undefined,
  beaten: () => undefined,
  released: () => undefined,
  keyOf: () => undefined,
  enrol: () => true,
  awake: () => undefined,
  asleep: () => undefined,
  ended: () => undefined,
  due: () => undefined,
  recurring: () => [],
  lost: () => undefined,
  recovered: () => undefined,
  stop: () => undefined
}
