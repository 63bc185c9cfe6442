/**
 * Taking a run into memory.
 * @module
 */
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import { JournalFailure } from "../journal/journal-failure.ts"
import { listKey, runKey } from "../keys.ts"
import type { Core } from "./core.ts"
import { isDetailed } from "./details.ts"
import { LiveRun } from "./live-run.ts"
import { type Found, residualOf } from "./recording.ts"
import { isEnded, type RunInfo } from "./run-info.ts"

/** Takes the run with this number into memory; undefined when there is none, when it has not begun, or when nobody can go on with it. */
export const loadRun = (core: Core, number: number): LiveRun | undefined => {
  const info = core.info(number)
  if (info === undefined || info.status === "queued") return undefined
  const program = core.registry.programOf(info)
  if (typeof program === "string") return isEnded(info.status) ? undefined : hold(core, number, info, program)
  let found: Found
  let commands: ReadonlyArray<Command>
  try {
    found = residualOf(core, number, program, info)
    commands = commandsOf(program, found.residual)
  } catch (cause) {
    if (cause instanceof JournalFailure) throw cause
    if (isEnded(info.status)) return undefined
    const why = cause instanceof Error ? cause.message : String(cause)
    return hold(core, number, info, `its records cannot be read: ${why}`)
  }
  const run = new LiveRun(core.around, { number, program, info }, found.residual, found.sequence)
  run.unread = found.unread
  run.snapshot = found.snapshot
  run.detailed = isDetailed(core, number)
  run.kept = found.kept
  run.pruneAt = found.kept + core.snapshotEvery
  const wasHeld = info.status === "held"
  const waiting = listKey("waiting", info.workflow, number)
  run.listed = wasHeld
    ? "held"
    : isEnded(info.status)
      ? info.status
      : core.draft.get(waiting) === undefined
        ? "running"
        : "waiting"
  core.runs.set(number, run)
  core.attendant.awake(run)
  core.observing.loaded(run)
  if (wasHeld) {
    const { held: _, ...rest } = info
    run.info = { ...rest, status: "running" }
    core.draft.put(runKey(number), JSON.stringify(run.info))
    // What it waits for may have come in the meantime.
    for (const command of commands) if (command.kind === "receive") core.around.withdraw(run, command)
  }
  run.recover(!wasHeld)
  // Whoever is loaded has something to do, or goes again after the next commit.
  core.changed(run)
  return run
}

/** Nobody can go on with a run, for now: it stays where it is, and says what is missing. */
export const hold = (core: Core, number: number, info: RunInfo, reason: string): undefined => {
  if (info.status === "held") return undefined
  const { draft } = core
  for (const status of ["running", "waiting", "queued"])
    draft.put(listKey(status, info.workflow, number), null)
  const held: RunInfo = { ...info, status: "held", held: reason }
  draft.put(listKey("held", info.workflow, number), "")
  draft.put(runKey(number), JSON.stringify(held))
  core.observing.held(number, held)
  core.schedule()
  return undefined
}
