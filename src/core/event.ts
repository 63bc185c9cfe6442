/**
 * Typed events: what a workflow can wait for and what can be sent to it.
 *
 * Laws: an event sent before the wait is the same as one sent after it (queue and broadcast); a queued event wakes exactly
 * one wait, a broadcast wakes all, a transient one is lost when nobody waits (laws/events.ts).
 * @module
 */
import { type AnyCodec, type CodecLike, from, type TypeOf } from "./codec.ts"

/**
 * Who gets an event.
 *
 * - `queue`: kept until one wait consumes it; first in, first out.
 * - `broadcast`: wakes every wait, and the latest one is kept for waits that come later.
 * - `transient`: wakes every wait of that moment, and is lost otherwise.
 */
export type EventMode = "queue" | "broadcast" | "transient"

/** An event type with its payload type forgotten. */
export interface EventType {
  readonly kind: "event"
  readonly name: string
  readonly mode: EventMode
  readonly payload: AnyCodec
}

/** A typed event: its name and the type of its payload. */
export interface Event<out N extends string, in out A> extends EventType {
  readonly name: N
  readonly "~event"?: ((payload: A) => A) | undefined
}

/** A milestone: an event without payload that stays reached once it is. */
export type Milestone<N extends string> = Event<N, void>

/**
 * Declares an event.
 *
 * Errors: throws `codec/unknown` when `payload` is not a codec.
 * @example
 * const Paid = Event.make("Paid", { payload: t.type({ amount: t.number }) })
 * Paid.mode // => "queue"
 */
export const make = <const N extends string, C extends CodecLike>(
  name: N,
  options: { readonly payload: C; readonly mode?: EventMode }
): Event<N, TypeOf<C>> => ({
  kind: "event",
  name,
  mode: options.mode ?? "queue",
  payload: from(options.payload)
})

/**
 * Declares a milestone: a point that a workflow reaches once, and that others can wait for at any time.
 * @example
 * Event.milestone("Packed").mode // => "broadcast"
 */
export const milestone = <const N extends string>(name: N): Milestone<N> => ({
  kind: "event",
  name,
  mode: "broadcast",
  payload: nothing
})

/** A milestone carries nothing, whatever the input of the step that reaches it. */
const nothing: AnyCodec = {
  name: "void",
  decode: () => ({ _tag: "Right", right: undefined }),
  encode: () => undefined,
  unchecked: false,
  "~codec": true
}
