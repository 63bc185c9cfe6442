/**
 * All that an engine was asked to do beside running.
 * @module
 */
import type { Limits } from "../admission/limit.ts"
import type { Recurring } from "../schedule/recurring.ts"
import { type Attendant, nobodyAttends } from "./attendant.ts"
import type { Core } from "./core.ts"
import { OperationGate } from "./operation-gate.ts"
import { RecurringStarts } from "./recurring-starts.ts"
import { Retention } from "./retention.ts"
import { RunGate } from "./run-gate.ts"
import { Silence } from "./silence.ts"

/** What is asked. */
export interface Asked {
  readonly limits: Limits
  readonly schedules: ReadonlyArray<Recurring>
  readonly retention: number | undefined
}

/** Does what is asked; limits that are not given cost nothing. */
export const attending =
  ({ limits, schedules, retention }: Asked) =>
  (core: Core): Attendant => {
    const runs = new RunGate(core, limits)
    const limited = limits.operations === undefined ? undefined : new OperationGate(core, limits)
    const silence = new Silence(core, limits)
    const recurring = new RecurringStarts(core, schedules)
    const forgetting = new Retention(core, retention)
    return {
      admit: (run, engagement) =>
        limited === undefined ? nobodyAttends.admit(run, engagement) : limited.admit(run, engagement),
      performing: (run, engagement) => limited?.performing(run, engagement),
      called: (run, engagement) => silence.called(run, engagement),
      beaten: (engagement) => silence.beaten(engagement),
      released: (engagement) => {
        silence.released(engagement)
        limited?.released(engagement)
      },
      keyOf: (workflow, input) => runs.keyOf(workflow, input),
      enrol: (number, info) => runs.enrol(number, info),
      awake: (run) => runs.awake(run),
      asleep: (number) => {
        runs.asleep(number)
        forgetting.asleep()
      },
      ended: (run) => recurring.ended(run),
      due: (name) => recurring.due(name),
      recurring: () => recurring.reports(),
      lost: () => runs.lost(),
      recovered: () => {
        runs.recovered()
        recurring.recovered()
        forgetting.recovered()
      },
      stop: () => {
        forgetting.stop()
        runs.stop()
        limited?.stop()
        silence.stop()
      }
    }
  }
