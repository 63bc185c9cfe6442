/**
 * Beginning a run.
 * @module
 */
import { attributeKey, calledKey, idKey } from "../keys.ts"
import type { Core } from "./core.ts"
import { LiveRun } from "./live-run.ts"
import { enqueue } from "./queued-run.ts"
import { beginningOf, begun } from "./recording.ts"
import type { RunInfo } from "./run-info.ts"

/** What is to be started. */
export interface Beginning {
  readonly id: string
  readonly workflow: string
  readonly version: number
  readonly input: unknown
  readonly about?: Partial<RunInfo>
}

/** Begins a run, and gives its number. Errors: throws when its input cannot be written. */
export const createRun = (
  core: Core,
  { id, workflow: name, version, input, about = {} }: Beginning
): number => {
  const workflow = core.registry.workflow(name, version)
  const program = core.registry.laidOut(workflow)
  const number = core.tick()
  const started = core.now()
  const limitKey = core.attendant.keyOf(name, input)
  const info: RunInfo = {
    id,
    workflow: name,
    version,
    term: program.fingerprint,
    status: "running",
    started,
    root: number,
    ...(limitKey === undefined ? {} : { limitKey }),
    ...about
  }
  const line = beginningOf(core, input, started)
  core.draft.put(idKey(id), String(number))
  if (info.parent !== undefined) core.draft.put(calledKey(info.parent.run, number), "")
  for (const [name, value] of Object.entries(info.attributes ?? {}))
    core.draft.put(attributeKey(name, value, number), "")
  // A called run does not wait for room: its caller waits for it.
  if (info.parent === undefined && !core.attendant.enrol(number, info)) {
    enqueue(core, number, info, line)
    return number
  }
  const first = begun(program, input, started, info)
  const run = new LiveRun(core.around, { number, program, info }, first, 0)
  run.lines.push(line)
  core.runs.set(number, run)
  core.attendant.awake(run)
  core.observing.created(number, info, false)
  core.post(() => {
    core.observing.started(run)
    run.begin()
    if (first.outcome !== null) core.ended(run)
  })
  return number
}
