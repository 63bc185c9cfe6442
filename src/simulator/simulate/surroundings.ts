/**
 * What a simulated run sees of the simulation.
 * @module
 */
import type { EventBus } from "../../interpreters/in-process/event-bus.ts"
import type { Answer } from "../../machine/event.ts"
import type { Task } from "./agenda.ts"
import type { Services } from "./services.ts"
import type { SimulatedRun } from "./simulated-run.ts"
import type { Happening } from "../trace.ts"

/** The simulation, as its runs see it. */
export interface Surroundings {
  readonly services: Services
  readonly events: EventBus
  /** The virtual time in milliseconds since 1970. */
  readonly time: () => number
  /** The virtual time of the start in milliseconds since 1970. */
  readonly began: number
  /** Lets something happen at this moment; gives the way to call it off. */
  readonly soon: (task: Task) => () => void
  /** Lets something happen after some virtual milliseconds. */
  readonly later: (delay: number, task: Task) => () => void
  /** Starts a called workflow. Throws when nobody provides it. */
  readonly launch: (id: string, workflow: string, version: number, input: unknown) => SimulatedRun
  readonly note: (runId: string, what: Happening["what"]) => void
  /** Something is on record. The process may end here. */
  readonly recorded: () => void
  /** Tells whether the process ends here, and ends it. */
  readonly crashesDuring: (operation: string, call: number) => boolean
  /** Waits for an answer in real time; undefined when that takes too long. */
  readonly settled: (answer: Answer | Promise<Answer>) => Promise<Answer | undefined>
  /** Nobody waits for this any more, but it may lead to something. */
  readonly stalled: (late: Promise<void>) => void
}
