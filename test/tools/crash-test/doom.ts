/**
 * When a life of the process ends.
 *
 * @module
 */
import type { Random } from "./random.ts"

/** What is about to happen to the process, or has just happened. */
export type Occasion =
  /** The outside has got a call, and has not done it. */
  | "called"
  /** It has done it, and has not answered. */
  | "done"
  /** It has answered, and perhaps nobody has written it down. */
  | "answered"
  /** The process has said that a run was started, has ended, or got an event. */
  | "started"
  | "ended"
  | "sent"
  /** The process has opened its journal. */
  | "open"

export interface Doom {
  readonly on: Occasion
  /** How often it has to happen. */
  readonly times: number
  /** It dies so many milliseconds after it was started, or after it has opened its journal, in any case. */
  readonly longest: number
  readonly after: "start" | "open"
}

export const drawDoom = (random: Random): Doom => {
  const on = random.oneOf<Occasion>(
    "called",
    "done",
    "answered",
    "called",
    "done",
    "answered",
    "started",
    "ended",
    "sent",
    "open"
  )
  const times = on === "open" ? 1 : random.between(1, random.oneOf(30, 300))
  // Now and then so soon that it may die while it opens its journal.
  return random.onceIn(6)
    ? { on, times, longest: random.between(20, 250), after: "start" }
    : { on, times, longest: random.between(50, 700), after: "open" }
}
