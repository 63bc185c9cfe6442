/**
 * Starting a run that is there already.
 * @module
 */
import { isDeepStrictEqual } from "node:util"
import { batchKey, idKey } from "../keys.ts"
import type { Core } from "./core.ts"
import { DamagedRecord, IdTaken } from "./engine-error.ts"

/**
 * The run that is there, if it is the one that is wanted: of this workflow, with this input, `line` when written.
 *
 * Errors: throws {@link IdTaken}.
 */
export const sameAs = (core: Core, number: number, id: string, workflow: string, line: string): number => {
  const info = core.info(number)
  if (info === undefined) throw new DamagedRecord(idKey(id), "names a run that is not there")
  const batch = core.draft.get(batchKey(number, 0))
  const live = core.runs.get(number)?.lines[0]
  const [beginning] = batch === undefined ? [] : core.payloads.readLines(batch)
  const first = (beginning ?? (live === undefined ? undefined : core.payloads.readLine(live))) as
    | { readonly input: unknown }
    | undefined
  const same = first !== undefined && isDeepStrictEqual(first.input, core.payloads.readLine(line))
  if (info.workflow !== workflow || !same) throw new IdTaken(id, info.workflow)
  return number
}
