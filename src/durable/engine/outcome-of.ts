/**
 * The outcomes of runs, for those who wait.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import { presented } from "../../machine/outcome.ts"
import { outcomeKey } from "../keys.ts"
import type { Core } from "./core.ts"
import { EngineClosed } from "./engine-error.ts"
import type { LiveRun } from "./live-run.ts"
import { isEnded, statusOf } from "./run-info.ts"

/** The outcome of a run: at once when it has ended, or when it does and that is on disk. */
export const outcomeOf = (core: Core, number: number): Promise<Outcome<unknown, unknown>> =>
  new Promise((resolve, reject: (cause: unknown) => void) => {
    const { given, state, payloads } = core
    if (given !== undefined) return reject(given)
    if (state === "closed") return reject(new EngineClosed())
    const info = core.info(number)
    const written = core.runs.has(number) ? undefined : core.records.get(outcomeKey(number))
    if (written === undefined || info === undefined || !isEnded(info.status))
      core.waiters.add(number, resolve, reject)
    else resolve(presented(payloads.read(written) as Outcome<unknown, unknown>))
  })

/** The outcome of a run that has just been committed, as it stands in the journal: an output that is not data is a defect there. */
export const committedOutcome = (
  { payloads, records }: Core,
  { number, listed }: LiveRun,
  outcome: Outcome<unknown, unknown>
): Outcome<unknown, unknown> => {
  const written = listed === statusOf(outcome) ? undefined : records.get(outcomeKey(number))
  return presented(written === undefined ? outcome : (payloads.read(written) as Outcome<unknown, unknown>))
}
