/**
 * How long one waits, for whom, and how often one asks again.
 * @module
 */
import { Schedule } from "lawful"

/** Durations are in milliseconds. */
export interface Patience {
  /** So long a person may take to review a payment. */
  readonly review: number
  /** So long a channel may take to call back before it is asked. */
  readonly callback: number
  /** So often a channel that does not know yet is waited for and asked, before the charge is voided. */
  readonly questions: number
  /** When to call a channel again that has not answered; after that the next one is tried. */
  readonly again: Schedule<never, "bounded">
  /** When to call the processor's own services again: for ever, as without them nothing can be ended. */
  readonly always: Schedule<never, "forever">
  /** When to try again to void, withdraw and book back; after that a person has to help. */
  readonly undo: Schedule<never, "bounded">
}

const gently = Schedule.exponential(200).pipe(Schedule.capped(60_000))

/** The patience of a processor with people and companies. */
export const everyday: Patience = {
  review: 24 * 3_600_000,
  callback: 60_000,
  questions: 3,
  again: gently.pipe(Schedule.times(3)),
  always: gently,
  undo: gently.pipe(Schedule.times(100))
}

const hastily = Schedule.exponential(20).pipe(Schedule.capped(1_000))

/** Everything within seconds, for rehearsals in which reviewers and channels are programs. */
export const hasty: Patience = {
  review: 3_000,
  callback: 500,
  questions: 3,
  again: hastily.pipe(Schedule.times(3)),
  always: hastily,
  undo: hastily.pipe(Schedule.times(100))
}
