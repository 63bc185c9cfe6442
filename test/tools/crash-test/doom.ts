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
  /** It dies after so many milliseconds in any case. */
  readonly longest: number
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
  // Now and then so soon that it dies while it opens its journal, or just behind that.
  const longest = random.onceIn(5) ? random.between(20, 200) : random.between(150, 900)
  return { on, times: on === "open" ? 1 : random.between(1, random.oneOf(30, 300)), longest }
}
