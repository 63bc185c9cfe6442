/**
 * Forgetting runs.
 * @module
 */
import {
  attributeKey,
  below,
  calledKey,
  idKey,
  listKey,
  outcomeKey,
  runKey,
  snapshotKey,
  sortable
} from "../keys.ts"
import type { Core } from "./core.ts"
import type { RunInfo } from "./run-info.ts"

/** Removes everything that is known of a run that has ended. */
export const forget = (core: Core, number: number, info: RunInfo): void => {
  const { draft, runs } = core
  const live = runs.get(number)
  if (live !== undefined) {
    live.dead = true
    runs.delete(number)
    core.attendant.asleep(number)
  }
  const own = sortable(number)
  for (const letter of ["e", "h", "k", "m", "d"])
    for (const { key } of draft.range(below(letter, own))) draft.put(key, null)
  for (const key of [snapshotKey(number), outcomeKey(number), runKey(number), idKey(info.id)])
    draft.put(key, null)
  draft.put(listKey(live?.listed ?? info.status, info.workflow, number), null)
  if (info.parent !== undefined) draft.put(calledKey(info.parent.run, number), null)
  for (const [name, value] of Object.entries(info.attributes ?? {}))
    draft.put(attributeKey(name, value, number), null)
  core.schedule()
}
