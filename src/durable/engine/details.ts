/**
 * What long operations have got to.
 *
 * A detail belongs to a call, whatever the number of the attempt, so that an attempt goes on where the one before it failed.
 * It is on record until the call has ended for good, and no longer than its run goes on.
 * @module
 */
import { commandsOf } from "../../machine/commands.ts"
import { below, detailKey, sortable } from "../keys.ts"
import type { Core } from "./core.ts"
import type { LiveRun, OperationCommand } from "./live-run.ts"

type Call = Pick<OperationCommand, "id" | "renewals">

/** Puts on record what a call has got to. Errors: throws `machine/unwritable`, `payload/too-large`. */
export const noteDetail = (core: Core, run: LiveRun, call: Call, detail: unknown): void => {
  core.draft.put(keyOf(run.number, call), core.payloads.write(detail, `detail of ${call.id}`))
  run.detailed = true
  core.schedule()
}

/** What a call has got to, as far as it has told. */
export const detailOf = (core: Core, run: number, call: Call): unknown => {
  const value = core.draft.get(keyOf(run, call))
  return value === undefined ? undefined : core.payloads.read(value)
}

/** Forgets what a call has got to, unless it is going to be tried again. */
export const dropDetail = (core: Core, run: LiveRun, { id, renewals }: OperationCommand): void => {
  if (!run.detailed) return
  const again = commandsOf(run.program, run.residual).some(
    (command) =>
      // The time until the next attempt, of this call or another one.
      (command.kind === "timer" && run.program.sites.get(command.at.node)?.node.kind !== "perform") ||
      (command.kind === "operation" && command.id === id && command.renewals === renewals)
  )
  if (!again) core.draft.put(keyOf(run.number, { id, renewals }), null)
}

/** Forgets what all calls of a run have got to. */
export const dropDetails = (core: Core, run: LiveRun): void => {
  if (!run.detailed) return
  run.detailed = false
  for (const { key } of core.draft.range(below("h", sortable(run.number)))) core.draft.put(key, null)
}

/** Whether anything is on record. */
export const isDetailed = (core: Core, run: number): boolean =>
  core.draft.range({ ...below("h", sortable(run)), limit: 1 }).length > 0

const keyOf = (run: number, { id, renewals }: Call): string => detailKey(run, `${id} ${renewals}`)
