/**
 * What a run has called.
 * @module
 */
import { below, lastOf, numberOf, sortable } from "../keys.ts"
import type { Core } from "./core.ts"
import type { LiveRun } from "./live-run.ts"

/** The runs that a run has started. */
export const childrenOf = (core: Core, number: number): ReadonlyArray<number> =>
  core.draft.range(below("k", sortable(number))).map(({ key }) => numberOf(lastOf(key)))

/** Those of them that are stuck: a run under way may become so. */
export const stuckIn = (core: Core, { number }: LiveRun): ReadonlyArray<number> =>
  childrenOf(core, number).filter((child) => {
    const residual = core.runs.get(child)?.residual
    return residual === undefined ? core.info(child)?.status === "stuck" : residual.outcome?._tag === "Stuck"
  })
