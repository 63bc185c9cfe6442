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
import type { Assistance } from "./operation-context.ts"

/** For a call outside any transaction. */
export const assistanceOutside = (core: Core, run: LiveRun, engagement: Engagement): Assistance => ({
  transaction: () => {
    throw new NoTransaction(engagement.command.id)
  },
  heartbeat: (detail) => {
    if (run.dead || engagement.state !== "called") return
    core.beaten(engagement)
    core.draft.put(keyOf(run, engagement), core.payloads.write(detail, `detail of ${engagement.command.id}`))
    core.schedule()
  },
  checkpoint: () => checkpointOf(core, run.number, positionOf(engagement.command.at)),
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

const keyOf = ({ number }: LiveRun, { command }: Engagement): string =>
  detailKey(number, positionOf(command.at))

/** What the last heartbeat at a position said. */
export const checkpointOf = (core: Core, run: number, position: string): unknown => {
  const value = core.draft.get(detailKey(run, position))
  return value === undefined ? undefined : core.payloads.read(value)
}
