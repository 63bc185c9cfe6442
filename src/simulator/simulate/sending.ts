/**
 * Events that come from outside in a simulation, as data.
 * @module
 */
import type { Event, EventType } from "../../core/event.ts"
import { milliseconds } from "../milliseconds.ts"

/** An event that comes from outside: when, under which key, how often. */
export interface Sending<out N extends string> {
  readonly name: N
  readonly event: EventType
  readonly payload: unknown
  readonly key: string
  readonly at: number
  readonly times: number
}

/** The names of the events among requirements. */
export type EventsOf<R> = R extends `event:${infer N}` ? N : never

/** When, under which key and how often an event comes. */
export interface SendingOptions {
  /** In virtual milliseconds from the start; 0, before anything has been done, when left out. */
  readonly at?: number
  /** The key that waits ask for; the empty one when left out. */
  readonly key?: string
  /** How often it is delivered; once when left out. */
  readonly times?: number
}

/**
 * Sends an event from outside while a simulation runs.
 *
 * Errors: throws a `RangeError` (`simulator/out-of-range`) for times that are none.
 * @example
 * import { send } from "lawful/simulator"
 * const Paid = Event.make("Paid", { payload: t.number })
 * send(Paid, 1200, { at: 5_000 }).at // => 5000
 */
export const send = <N extends string, A>(
  event: Event<N, A>,
  payload: NoInfer<A>,
  { at = 0, key = "", times = 1 }: SendingOptions = {}
): Sending<N> => {
  if (!(Number.isInteger(times) && times >= 1))
    throw new RangeError(`expected a number of deliveries from 1 (was ${times}). (simulator/out-of-range)`)
  return { name: event.name, event, payload, key, at: milliseconds(at), times }
}
