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
import type { TraceContext } from "./run-info.ts"

/** Helps one call. */
export class Assistance {
  private readonly core: Core
  private readonly run: LiveRun
  private readonly engagement: Engagement
  private readonly inside: Transaction | undefined

  constructor(core: Core, run: LiveRun, engagement: Engagement, inside: Transaction | undefined) {
    this.core = core
    this.run = run
    this.engagement = engagement
    this.inside = inside
  }

  /** What operations inside a commit write with. Errors: throws `durable/no-transaction`. */
  transaction(): unknown {
    const { engagement, inside } = this
    if (inside === undefined || engagement.state !== "called") throw new NoTransaction(engagement.command.id)
    return inside.handle
  }

  /** The operation goes on. Errors: throws `machine/unwritable`, `payload/too-large`. */
  heartbeat(detail: unknown): void {
    const { core, run, engagement } = this
    // After a commit that failed the call goes on for a run of another memory.
    const live = run.dead ? core.runs.get(run.number) : run
    const wanted = run.dead ? live?.engagements.get(positionOf(engagement.command.at)) : engagement
    if (live === undefined || wanted?.state !== "called" || engagement.state !== "called") return
    core.attendant.beaten(wanted)
    if (detail !== undefined) noteDetail(core, live, wanted.command, detail)
  }

  /** What the last heartbeat of this call said, in this process or an earlier one. */
  checkpoint(): unknown {
    return detailOf(this.core, this.run.number, this.engagement.command)
  }

  get trace(): TraceContext | undefined {
    return this.run.info.trace
  }
}
