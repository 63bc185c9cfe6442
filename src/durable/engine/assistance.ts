/**
 * What the engine does for an operation while it is under way: its transaction, its heartbeat, its trace context.
 * @module
 */
import type { Transaction } from "../journal/journal.ts"
import type { Core } from "./core.ts"
import { detailOf, noteDetail } from "./details.ts"
import type { Engagement } from "./engagement.ts"
import { NoTransaction } from "./engine-error.ts"
import { type LiveRun, positionOf } from "./live-run.ts"
import type { Assistance } from "./operation-context.ts"

/** For a call outside any transaction. */
export const assistanceOutside = (core: Core, run: LiveRun, engagement: Engagement): Assistance => ({
  transaction: () => {
    throw new NoTransaction(engagement.command.id)
  },
  heartbeat: (detail) => {
    // After a commit that failed the call goes on for a run of another memory.
    const live = run.dead ? core.runs.get(run.number) : run
    const wanted = run.dead ? live?.engagements.get(positionOf(engagement.command.at)) : engagement
    if (live === undefined || wanted?.state !== "called" || engagement.state !== "called") return
    core.attendant.beaten(wanted)
    if (detail !== undefined) noteDetail(core, live, wanted.command, detail)
  },
  checkpoint: () => detailOf(core, run.number, engagement.command),
  trace: run.info.trace
})

/** For a call inside the transaction of a commit. */
export const assistanceIn = (
  core: Core,
  run: LiveRun,
  engagement: Engagement,
  transaction: Transaction
): Assistance => ({
  ...assistanceOutside(core, run, engagement),
  transaction: () => {
    if (engagement.state !== "called") throw new NoTransaction(engagement.command.id)
    return transaction.handle
  }
})
