/**
 * Runs that wait for room: on record with their input, and nowhere else.
 * @module
 */
import { JournalFailure } from "../journal/journal-failure.ts"
import { batchKey, listKey, runKey } from "../keys.ts"
import type { Core } from "./core.ts"
import { LiveRun } from "./live-run.ts"
import { hold } from "./load-run.ts"
import { beginningOf, begun } from "./recording.ts"
import type { RunInfo } from "./run-info.ts"

/** Puts a run on record that begins later. */
export const enqueue = (core: Core, number: number, info: RunInfo, line: string): void => {
  core.draft.put(batchKey(number, 0), core.payloads.lines([line]))
  core.draft.put(runKey(number), JSON.stringify({ ...info, status: "queued" } satisfies RunInfo))
  core.draft.put(listKey("queued", info.workflow, number), "")
  core.observing.created(number, info, true)
  core.schedule()
}

/** Begins a run that was queued, with the time of now. */
export const beginQueued = (core: Core, number: number): void => {
  const run = dequeued(core, number)
  if (run === undefined) return
  const isOver = run.residual.outcome !== null
  core.post(() => {
    core.observing.started(run)
    run.begin()
    if (isOver) core.ended(run)
  })
}

/** Ends a run that was queued, so that nothing of it is ever called. */
export const cancelQueued = (core: Core, number: number, reason: unknown): void => {
  core.attendant.asleep(number)
  const run = dequeued(core, number)
  if (run === undefined) return
  core.observing.started(run)
  const isOver = (): boolean => run.residual.outcome !== null
  // It had nothing to call.
  if (isOver()) return core.ended(run)
  run.tell({ kind: "cancelled", reason, time: core.now() })
  // What cancelling does not stop.
  if (!isOver()) run.begin()
}

/** Takes a queued run into memory; undefined when nobody can go on with it, which is on record then. */
const dequeued = (core: Core, number: number): LiveRun | undefined => {
  const queued = core.info(number)
  if (queued?.status !== "queued") return undefined
  const program = core.registry.programOf(queued)
  const found = typeof program === "string" ? program : beginningIn(core, number)
  if (typeof program === "string" || typeof found === "string") {
    core.attendant.asleep(number)
    return hold(core, number, queued, found as string)
  }
  const now = core.now()
  const info: RunInfo = { ...queued, status: "running" }
  const run = new LiveRun(core.around, { number, program, info }, begun(program, found.input, now, info), 0)
  // Its first batch is written anew: it begins now.
  run.lines.push(beginningOf(core, found.input, now))
  run.listed = "queued"
  core.draft.put(runKey(number), JSON.stringify(info))
  core.runs.set(number, run)
  core.attendant.awake(run)
  core.changed(run)
  return run
}

const beginningIn = (core: Core, number: number): { readonly input: unknown } | string => {
  const batch = core.draft.get(batchKey(number, 0))
  if (batch === undefined) return "it has no beginning in the journal"
  try {
    return core.payloads.readLines(batch)[0] as { readonly input: unknown }
  } catch (cause) {
    if (cause instanceof JournalFailure) throw cause
    return cause instanceof Error ? cause.message : String(cause)
  }
}
