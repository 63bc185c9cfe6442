/**
 * What the engine does for an operation while it is under way: its transaction, its heartbeat, its trace context.
 * @module
 */
import type { Transaction } from "../journal/journal.ts"
import { detailKey } from "../keys.ts"
import type { Core } from "./core.ts"
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
    if (run.dead || engagement.state !== "called") return
    core.beaten(engagement)
    const { at, id } = engagement.command
    core.draft.put(detailKey(run.number, positionOf(at)), core.payloads.write(detail, `detail of ${id}`))
    core.schedule()
  }

  /** What the last heartbeat of this call said, in this process or an earlier one. */
  checkpoint(): unknown {
    return checkpointOf(this.core, this.run.number, positionOf(this.engagement.command.at))
  }

  get trace(): TraceContext | undefined {
    return this.run.info.trace
  }
}

/** What the last heartbeat at a position said. */
export const checkpointOf = (core: Core, run: number, position: string): unknown => {
  const value = core.draft.get(detailKey(run, position))
  return value === undefined ? undefined : core.payloads.read(value)
}
