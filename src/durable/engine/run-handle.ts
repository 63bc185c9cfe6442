/**
 * Handles: what can be done with a run from outside.
 * @module
 */
import { statusIn } from "./held-because.ts"
import type { Event } from "../../core/event.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { AwaitedBy } from "../../interpreters/in-process/run.ts"
import { checkedId } from "./checked-id.ts"
import type { Core } from "./core.ts"
import type { Delivery } from "./engine.ts"
import { checkedPayload, deliverOnce } from "./mailbox.ts"
import { cancelRun, type CancelOptions, resumeRun, retryNode } from "./intervention.ts"
import { reportOf, type RunReport } from "./run-report.ts"
import { isEnded } from "./run-info.ts"

/** A run on an engine. */
export interface RunHandle<out B, out E, R = unknown> {
  readonly id: string
  /** How the run ends; resolves when that is on disk. */
  readonly result: () => Promise<Outcome<B, E>>
  /**
   * Sends an event to this run, and to those that it calls. It is kept until one of them waits for it.
   *
   * Errors: rejects with `codec/violation` when the payload does not fit, `machine/unwritable` and `payload/too-large` when it
   * cannot be kept, `durable/unknown-event` when no workflow waits for it.
   */
  readonly signal: <N extends string, P>(
    event: Event<N, P> & AwaitedBy<`event:${N}`, R>,
    payload: NoInfer<P>,
    options?: SignalOptions
  ) => Promise<Delivery>
  /** Says where the run is. */
  readonly query: () => Promise<RunReport>
  /**
   * Cancels the run: what was done is undone first. One that has ended, or passed a pivot, is left as it is.
   *
   * Errors: rejects with `durable/not-possible` when the run is held, `machine/unwritable` and `payload/too-large` when the reason
   * cannot be kept.
   */
  readonly cancel: (reason?: unknown, options?: CancelOptions) => Promise<void>
  /**
   * Goes on undoing what a stuck run owes, when the world has been repaired. Called runs that are stuck are resumed first.
   *
   * Errors: rejects with `durable/not-possible` when the run is not stuck.
   */
  readonly resume: () => Promise<void>
  /**
   * Does something again at once: an operation that waits for its next attempt need not wait any more, and one that hangs is
   * delivered anew under the same key.
   *
   * Errors: rejects with `durable/not-possible` when nothing at this node is under way.
   */
  readonly retry: (nodeId: string) => Promise<void>
}

/** How an event is sent to a run. */
export interface SignalOptions {
  /** The key with which the run waits; none when left out. */
  readonly key?: string
  /** An event with an id comes once, however often it is sent. */
  readonly id?: string
}

/** Makes the handle of a run. */
export const handleOf = <B, E, R>(core: Core, number: number, id: string): RunHandle<B, E, R> => ({
  id,
  result: () => core.outcome(number) as Promise<Outcome<B, E>>,
  signal: async (event, payload, options = {}) => {
    const { key = "", id: eventId } = options
    if (key !== "") checkedId("key of an event", key)
    if (eventId !== undefined) checkedId("id of an event", eventId)
    const value = checkedPayload(core, event, payload)
    return core.commit(() => {
      const info = core.info(number)
      if (info === undefined || isEnded(statusIn(core, number, info))) return "ended"
      // What a held run waits for is known to the code that is missing.
      if (statusIn(core, number, info) !== "held") core.registry.checkEvent(event)
      const { root } = info
      return deliverOnce(core, { event, key, root }, value, eventId)
    })
  },
  query: () => core.commit(() => reportOf(core, number, id)),
  cancel: (reason, options = {}) => core.commit(() => cancelRun(core, number, reason, options)),
  resume: () => core.commit(() => resumeRun(core, number, id)),
  retry: (nodeId) => core.commit(() => retryNode(core, number, id, nodeId))
})
