/**
 * Who is told what happens.
 * @module
 */
import type { Answer, MachineEvent } from "../../machine/event.ts"
import type { Residual } from "../../machine/residual.ts"
import type { Engagement } from "./engagement.ts"
import type { LiveRun } from "./live-run.ts"
import type { RunInfo } from "./run-info.ts"

/** Is told what happens in an engine. */
export interface Observing {
  readonly created: (run: LiveRun) => void
  readonly told: (run: LiveRun, event: MachineEvent, before: Residual) => void
  readonly calling: (run: LiveRun, engagement: Engagement) => void
  readonly answered: (run: LiveRun, engagement: Engagement, answer: Answer) => void
  readonly held: (info: RunInfo) => void
  readonly journalFailed: (cause: unknown) => void
}

/** Nobody is told anything. */
export const nobody: Observing = {
  created: () => undefined,
  told: () => undefined,
  calling: () => undefined,
  answered: () => undefined,
  held: () => undefined,
  journalFailed: () => undefined
}
