/**
 * Crashes as data: where the process ends in a simulation.
 *
 * Everything in memory is lost; another process goes on from what was written down. What other systems hold is not lost: the
 * world, and events that are kept.
 * @module
 */
import { operationName } from "../core/operation.ts"
import type { Faulty, Which } from "./fault.ts"
import { milliseconds } from "./milliseconds.ts"

/** The process ends, and another one goes on. */
export interface Crash {
  readonly when: /** When so many things have been put on record, from 1. */
    | { readonly kind: "after"; readonly events: number }
    /** When a call of an operation has been done and its answer is not on record yet. */
    | { readonly kind: "during"; readonly operation: string; readonly call: number }
    /** At a time in virtual milliseconds from the start. */
    | { readonly kind: "at"; readonly time: number }
  /** How long it takes until another process goes on, in virtual milliseconds. */
  readonly downFor: number
}

/** What happens after a crash. */
export interface Recovery {
  /** How long it takes until another process goes on, in virtual milliseconds; 0 when left out. */
  readonly downFor?: number
}

/**
 * The process ends when so many things have been put on record. `events` of a simulation says how many there are.
 *
 * Errors: throws a `RangeError` (`simulator/out-of-range`) for numbers that are none.
 * @example
 * import { Crash } from "lawful/simulator"
 * Crash.after(3).when // => { kind: "after", events: 3 }
 */
export const after = (events: number, recovery: Recovery = {}): Crash => {
  if (!(Number.isInteger(events) && events >= 1))
    throw new RangeError(`expected a number of events from 1 (was ${events}). (simulator/out-of-range)`)
  return { when: { kind: "after", events }, downFor: downFor(recovery) }
}

/**
 * The process ends at the worst moment: a call has been done, and nobody has written down what came of it. It is made again
 * under the same key. Its first call when `call` is left out.
 * @example
 * import { Crash } from "lawful/simulator"
 * const Mail = Signature.make("Mail", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Crash.during(Mail.send).when // => { kind: "during", operation: "Mail.send", call: 1 }
 */
export const during = ({ request }: Faulty, options: Which & Recovery = {}): Crash => ({
  when: { kind: "during", operation: operationName(request.operation), call: options.call ?? 1 },
  downFor: downFor(options)
})

/**
 * The process ends at a time in virtual milliseconds from the start.
 * @example
 * import { Crash } from "lawful/simulator"
 * Crash.at(60_000, { downFor: 5_000 }).downFor // => 5000
 */
export const at = (time: number, recovery: Recovery = {}): Crash => ({
  when: { kind: "at", time: milliseconds(time) },
  downFor: downFor(recovery)
})

const downFor = (recovery: Recovery): number => milliseconds(recovery.downFor ?? 0)
