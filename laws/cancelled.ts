/**
 * Cancelled runs: at a moment, or at every point where it could matter.
 * @module
 */
import type { Subject } from "./subject.ts"
import type { World } from "./world.ts"

/** When a run is cancelled: never, between any two operations, or after so many milliseconds. */
export type Moment = "never" | "any point" | number

/** Cancels every run; between operations this is one thing more that can happen, so that every point is tried. */
export const cancelled = (subject: Subject, moment: Moment): Subject =>
  moment === "never"
    ? subject
    : {
        ...subject,
        run: async (step, input, world, workflows) => {
          const controller = new AbortController()
          const outcome = subject.run(step, input, world, workflows, controller.signal)
          const stop =
            moment === "any point" ? atAnyPoint(world, controller) : after(world, moment, controller)
          try {
            return await outcome
          } finally {
            stop()
          }
        }
      }

/** As if somebody outside read something and then decided; nobody misses the read when the run ends before. */
const atAnyPoint = (world: World, controller: AbortController): (() => void) => {
  const ended = new AbortController()
  void Promise.resolve(
    world.perform("readCancel", 0, { key: "cancel", attempt: 1, signal: ended.signal })
  ).then(() => controller.abort("enough"))
  return () => ended.abort()
}

const after = (world: World, delay: number, controller: AbortController): (() => void) =>
  world.clock.after(delay, () => controller.abort("enough"))
