/**
 * Everything that happened to the runs of one experiment: their events, and what was left after each.
 * @module
 */
import type { MachineEvent } from "../src/machine/event.ts"
import type { Program } from "../src/machine/program.ts"
import type { Residual } from "../src/machine/residual.ts"
import { type Experiment, observe } from "./behaviour.ts"
import { machineWith } from "./machine.ts"
import type { Keeping } from "./recoverable.ts"

/** One run: a called workflow has its own. */
export interface Recorded {
  readonly program: Program
  readonly events: ReadonlyArray<MachineEvent>
  /** What was left at first, and after each event. */
  readonly residuals: ReadonlyArray<Residual>
}

/** Runs an experiment on the machine under one schedule. */
export const recorded = async (
  experiment: Experiment,
  choices: ReadonlyArray<number>,
  { advance }: Pick<Keeping, "advance">
): Promise<ReadonlyArray<Recorded>> => {
  const all: Array<Recording> = []
  const latest = new Map<string, Recording>()
  const subject = machineWith("machine", () => ({
    record: (event, before, program, runId) => {
      const known = latest.get(runId)
      // A called workflow that is called again runs again under the same id.
      const run =
        known === undefined || hasEnded(known) ? { program, events: [], residuals: [before] } : known
      if (run !== known) all.push(run)
      latest.set(runId, run)
      run.events.push(event)
      run.residuals.push(advance(program, before, event))
    }
  }))
  await observe(subject, experiment, choices)
  return all
}

interface Recording {
  readonly program: Program
  readonly events: Array<MachineEvent>
  readonly residuals: Array<Residual>
}

const hasEnded = ({ residuals }: Recording): boolean => residuals.at(-1)?.outcome !== null
