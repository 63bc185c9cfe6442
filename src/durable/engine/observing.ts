/**
 * Who is told what happens.
 * @module
 */
import type { MachineEvent } from "../../machine/event.ts"
import type { Residual } from "../../machine/residual.ts"
import type { Records } from "../journal/journal.ts"
import type { Draft } from "./draft.ts"
import type { Engagement } from "./engagement.ts"
import type { LiveRun } from "./live-run.ts"
import type { Payloads } from "./payloads.ts"
import type { RunInfo } from "./run-info.ts"

/** An engine, as those see it who watch it. */
export interface Observed {
  readonly records: Records
  readonly payloads: Payloads
  readonly now: () => number
  readonly tick: () => number
  readonly info: (number: number) => RunInfo | undefined
}

/** Is told what happens in an engine. Until `committed`, it has not happened. */
export interface Observing {
  /** An engine goes on with this journal. */
  readonly opened: (engine: Observed) => void
  /** A run was put on record; `queued` when it waits for room. */
  readonly created: (number: number, info: RunInfo, queued: boolean) => void
  /** A run begins. */
  readonly started: (run: LiveRun) => void
  /** A run was taken into memory. */
  readonly loaded: (run: LiveRun) => void
  readonly told: (run: LiveRun, event: MachineEvent, before: Residual) => void
  /** A call is about to be made; `joined` when one that this process has made is waited for instead. */
  readonly calling: (run: LiveRun, engagement: Engagement, joined: boolean) => void
  readonly held: (number: number, info: RunInfo) => void
  /** These runs have been put into the draft that is about to be committed. */
  readonly recorded: (draft: Draft, changed: Iterable<LiveRun>) => void
  readonly committed: () => void
  /** What was told since the last commit has not happened. */
  readonly lost: (cause: unknown) => void
  /** Everything has been told; gives whether it has something to commit about that. */
  readonly closing: (draft: Draft) => boolean
}

const nothing = (): void => undefined

/** Nobody is told anything. */
export const nobody: Observing = {
  opened: nothing,
  created: nothing,
  started: nothing,
  loaded: nothing,
  told: nothing,
  calling: nothing,
  held: nothing,
  recorded: nothing,
  committed: nothing,
  lost: nothing,
  closing: () => false
}
