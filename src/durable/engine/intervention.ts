/**
 * What people do to runs: cancel them, resume them, have something done again.
 * @module
 */
import { commandsOf } from "../../machine/commands.ts"
import type { Core } from "./core.ts"
import { heldBecause } from "./held-because.ts"
import { NotPossible, UnknownRun } from "./engine-error.ts"
import type { LiveRun } from "./live-run.ts"
import { cancelQueued } from "./queued-run.ts"
import { redeliver } from "./surroundings.ts"
import { childrenOf, stuckIn } from "./stuck-in.ts"

/** What else is cancelled. */
export interface CancelOptions {
  /** Also the runs that it has started and does not wait for; they go on when left out. */
  readonly detached?: boolean
}

/** Cancels a run. */
export const cancelRun = (
  core: Core,
  number: number,
  reason: unknown,
  { detached = false }: CancelOptions
): void => {
  // Written down first: a reason that cannot be written must not be half told.
  core.payloads.check(core.payloads.line(reason), () => "reason of a cancellation")
  const info = core.info(number)
  const held = info === undefined ? undefined : heldBecause(core.registry, info)
  if (info !== undefined && held !== undefined)
    throw new NotPossible(info.id, "cancelled", `it is held, because ${held}`)
  if (detached)
    for (const child of childrenOf(core, number)) {
      const about = core.info(child)
      if (about !== undefined && heldBecause(core.registry, about) === undefined)
        cancelRun(core, child, reason, { detached })
    }
  if (info?.status === "queued") cancelQueued(core, number, reason)
  else core.tell(number, { kind: "cancelled", reason, time: core.now() })
}

/** Resumes a stuck run, after the stuck runs that it has called. */
export const resumeRun = (core: Core, number: number, id: string): void => {
  const run = loaded(core, number, id)
  if (run.residual.outcome?._tag !== "Stuck") throw new NotPossible(id, "resumed", "it is not stuck")
  const stuck = stuckIn(core, run)
  // When they have ended, their callers are resumed.
  if (stuck.length === 0) core.tell(number, { kind: "resumed", time: core.now() })
  for (const child of stuck) resumeRun(core, child, core.info(child)?.id ?? "")
}

/** Has what is under way at a node done again. */
export const retryNode = (core: Core, number: number, id: string, nodeId: string): void => {
  const run = loaded(core, number, id)
  const found = commandsOf(run.program, run.residual).find((command) => command.id === nodeId)
  if (
    found?.kind === "timer" &&
    found.due !== null &&
    run.program.sites.get(found.at.node)?.node.kind !== "perform"
  ) {
    // The time until the next attempt is over.
    core.tell(number, { kind: "fired", at: found.at, time: Math.max(found.due, core.now()) })
    return
  }
  if (found?.kind !== "operation" || !redeliver(core, run, found))
    throw new NotPossible(
      id,
      `retried at "${nodeId}"`,
      "nothing at this node is under way, or waits to be tried again"
    )
}

const loaded = (core: Core, number: number, id: string): LiveRun => {
  const run = core.load(number)
  if (run !== undefined) return run
  const info = core.info(number)
  if (info === undefined) throw new UnknownRun(id)
  if (info.status === "queued") throw new NotPossible(id, "changed", "it waits for room, and has not begun")
  throw new NotPossible(
    id,
    "changed",
    `it is held, because ${heldBecause(core.registry, info) ?? "its records cannot be read"}`
  )
}
