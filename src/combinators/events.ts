/**
 * Events: what a workflow waits for and what it tells others.
 * @module
 */
import type { Event, EventType, Milestone } from "../core/event.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Waits for an event and gives its payload. The `key`, computed from the input, picks the events that are meant for this
 * run (correlation).
 *
 * Laws: an event sent before the wait is the same as one sent after it, unless it is transient (laws/events.ts).
 * @example
 * const Paid = Event.make("Paid", { payload: t.number })
 * const paid = start(Step.waitFor(Paid))(undefined)
 * paid.emit(Paid, 5)
 * await paid.outcome // => { _tag: "Completed", output: 5 }
 */
export const waitFor = <N extends string, P, A = unknown>(
  event: Event<N, P>,
  key: (input: A) => string = noKey
): Step<NoInfer<A>, P, never, `event:${N}`> =>
  stepOf({ kind: "perform", request: { kind: "receive", event, key } })

/** Some events to choose from, by name. */
export type EventChoice = Readonly<Record<string, EventType>>

/**
 * Waits for the first of several events: deferred choice. The environment decides; the other waits are given up and consume
 * nothing.
 *
 * Laws: as `race` (laws/race.ts).
 * @example
 * const Paid = Event.make("Paid", { payload: t.number })
 * const Cancelled = Event.make("Cancelled", { payload: t.string })
 * const either = start(Step.waitForAny({ paid: Paid, cancelled: Cancelled }))(undefined)
 * either.emit(Cancelled, "changed my mind")
 * await either.outcome // => { _tag: "Completed", output: { _tag: "cancelled", value: "changed my mind" } }
 */
export const waitForAny = <const H extends EventChoice, A = unknown>(
  events: H,
  key: (input: A) => string = noKey
): Step<NoInfer<A>, EventOutput<H>, never, `event:${H[keyof H]["name"]}`> =>
  stepOf({
    kind: "parallel",
    branches: Object.entries(events).map(([name, event]) => ({
      name,
      step: stepOf({ kind: "perform", request: { kind: "receive", event, key } })
    })),
    join: { kind: "race" }
  })

type EventOutput<H> = {
  [K in keyof H & string]: H[K] extends Event<string, infer P>
    ? { readonly _tag: K; readonly value: P }
    : never
}[keyof H & string]

/**
 * Sends an event whose payload is the input; `key` tells for whom it is meant. `Step.tap(payload, Step.emit(event))` sends
 * one on the way.
 *
 * Laws: `tap(identity, emit(e)) >>> waitFor(e)` gives the payload, for queue and broadcast (laws/events.ts).
 * @example
 * const Paid = Event.make("Paid", { payload: t.number })
 * const both = pipe(Step.emit(Paid), Step.andThen(Step.waitFor(Paid)))
 * await run(both)(4) // => { _tag: "Completed", output: 4 }
 */
export const emit = <N extends string, P>(
  event: Event<N, P>,
  key: (payload: P) => string = noKey
): Step<P, void, never, `emits:${N}`> => stepOf({ kind: "perform", request: { kind: "emit", event, key } })

/**
 * Reaches a milestone: whoever waits for it, now or later, goes on.
 *
 * Laws: reaching it twice is reaching it once (laws/events.ts).
 * @example
 * const Packed = Event.milestone("Packed")
 * await run(pipe(Step.reach(Packed), Step.andThen(Step.waitFor(Packed))))(undefined) // => { _tag: "Completed", output: undefined }
 */
export const reach = <N extends string, A = unknown>(
  milestone: Milestone<N>,
  key: (input: A) => string = noKey
): Step<NoInfer<A>, void, never, `emits:${N}`> =>
  stepOf({ kind: "perform", request: { kind: "emit", event: milestone, key } })

const noKey = (): string => ""
