/**
 * Runs with crashes: the process ends where the schedule says, and another one goes on.
 * @module
 */
import * as fc from "fast-check"
import type { Outcome } from "../src/core/outcome.ts"
import type { Process, Recoverable, Store } from "./recoverable.ts"
import { redirected } from "./redirected.ts"
import { type Delivery, Remembering } from "./remembering.ts"
import type { Subject } from "./subject.ts"
import type { Answer } from "./world.ts"

/** The process ends when the nth operation of the run has been executed, from 1. */
export interface CrashPoint {
  readonly execution: number
  /** Whether its answer has been put on record: `before` it is lost. */
  readonly answer: "before" | "after"
}

/** When processes end. */
export type CrashSchedule = ReadonlyArray<CrashPoint>

/** Random crash schedules of one to two crashes. */
export const crashSchedules: fc.Arbitrary<CrashSchedule> = fc.array(
  fc.record({ execution: fc.integer({ min: 1, max: 6 }), answer: fc.constantFrom("before", "after") }),
  { minLength: 1, maxLength: 2 }
)

/** Says a schedule in words. */
export const showCrashes = (schedule: CrashSchedule): string =>
  schedule.map(({ execution, answer }) => `${answer} answer ${execution}`).join(", ")

/** What is told of a run when it has ended. */
export type Told = (outcome: Outcome<unknown, unknown>, deliveries: ReadonlyArray<Delivery>) => unknown

/** A recoverable as an interpreter, whose processes end by the schedule; each run has a store of its own. */
export const crashing = (
  recoverable: Recoverable,
  schedule: CrashSchedule,
  told: Told,
  look: (store: Store, process: Process) => void = () => undefined
): Subject => {
  let looking = (): void => undefined
  return {
    name: schedule.length === 0 ? recoverable.name : `${recoverable.name}, crashing`,
    capabilities: recoverable.capabilities,
    idle: async () => {
      await recoverable.idle()
      looking()
    },
    run: (step, input, world, workflows) =>
      new Promise((resolve, reject: (cause: Error) => void) => {
        const store = recoverable.store()
        const remembering = new Remembering(world)
        const points = [...schedule]
        let process: Process | undefined
        const start = (): void => {
          process = store.start(step, input, outside, workflows)
          process.outcome.then(
            (outcome) => resolve({ _tag: "Completed", output: told(outcome, remembering.deliveries) }),
            reject
          )
        }
        const crash = (): void => {
          process?.kill()
          process = undefined
          queueMicrotask(start)
        }
        /** The crash that is due after what has been executed so far. */
        const due = (): CrashPoint | undefined => {
          const at = points.findIndex(({ execution }) => execution === world.word.length)
          return at === -1 ? undefined : points.splice(at, 1)[0]
        }
        const answered = (answer: Answer): Answer | Promise<Answer> => {
          const point = due()
          if (point === undefined) return answer
          if (point.answer === "after") {
            setImmediate(crash)
            return answer
          }
          crash()
          return new Promise(() => undefined)
        }
        const outside = redirected(remembering, (operation, input, call) => {
          const before = world.word.length
          const answer = remembering.perform(operation, input, call)
          if (!(answer instanceof Promise)) return world.word.length === before ? answer : answered(answer)
          return answer.then(answered, (cause: unknown) => {
            const point = due()
            if (point === undefined) throw cause
            crash()
            return new Promise<Answer>(() => undefined)
          })
        })
        looking = () => {
          if (process !== undefined) look(store, process)
        }
        start()
      })
  }
}
