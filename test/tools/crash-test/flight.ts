/**
 * Runs that are under way.
 *
 * @module
 */
import type { Job } from "./domain.ts"
import { randomOf } from "./random.ts"
import { openRecord, type RunRecord } from "./run-record.ts"
import type { Scenario, Sent } from "./scenario.ts"
import { scenarios } from "./scenarios.ts"

/** A run that has not ended, or has detached something. */
export interface Flight {
  readonly record: RunRecord
  /** The life of the process in which it was started first. */
  readonly since: number
  /** The process has said that it has been started, so it must not be forgotten. */
  acknowledged: boolean
  /** What is still to be sent, each way in its order. */
  readonly unsent: Array<Sent>
  cancelled: boolean
}

/** Draws the run with this number; the same one for the same seed. */
export const drawRun = (seed: number, number: number): { readonly scenario: Scenario; readonly job: Job } => {
  const random = randomOf(seed, number)
  const scenario = scenarios[number % scenarios.length] as Scenario
  const job: Job = {
    run: `run-${number}`,
    size: 0,
    refused: "",
    busy: { label: "", attempts: 0 },
    clumsy: random.oneOf(0, 0, 1, 3),
    ...scenario.draw(random)
  }
  return { scenario, job }
}

export const takeOff = (seed: number, number: number, life: number): Flight => {
  const { scenario, job } = drawRun(seed, number)
  return {
    record: openRecord(scenario, job),
    since: life,
    acknowledged: false,
    unsent: [...(scenario.letters?.(job) ?? [])],
    cancelled: false
  }
}
