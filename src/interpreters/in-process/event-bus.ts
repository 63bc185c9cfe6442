/**
 * Events in one process: queues, broadcasts and transient events by name and key.
 * @module
 */
import type { Event, EventType } from "../../core/event.ts"
import { crossBorder } from "../../core/violation.ts"

type Wake = (payload: unknown) => void

/** What is kept and who waits for one event under one key. */
interface Channel {
  readonly kept: Array<unknown>
  readonly waiting: Set<Wake>
}

/**
 * Delivers events to the runs that share it.
 *
 * Laws: see {@link EventType}'s modes: W1 and W2 (laws/events.ts).
 * @example
 * const Paid = Event.make("Paid", { payload: t.number })
 * const bus = new EventBus()
 * bus.emit(Paid, 7, "order-1")
 * await run(Step.waitFor(Paid, (order: string) => order), [], { events: bus })("order-1") // => { _tag: "Completed", output: 7 }
 */
export class EventBus {
  readonly #channels = new Map<string, Channel>()

  /** Sends an event to the waits with this key. Throws `codec/violation` when the payload does not fit. */
  emit<N extends string, P>(event: Event<N, P>, payload: NoInfer<P>, key = ""): void {
    this.deliver(event, payload, key)
  }

  /** As {@link emit}, with the types forgotten. */
  deliver(event: EventType, payload: unknown, key: string): void {
    const value = crossBorder(event.payload, payload, `payload of event ${event.name}`)
    const name = channelName(event, key)
    const channel = this.#channels.get(name) ?? { kept: [], waiting: new Set() }
    if (event.mode === "queue") {
      const [first] = channel.waiting
      if (first === undefined) channel.kept.push(value)
      else {
        channel.waiting.delete(first)
        first(value)
      }
    } else {
      if (event.mode === "broadcast") channel.kept[0] = value
      const waiting = [...channel.waiting]
      channel.waiting.clear()
      for (const wake of waiting) wake(value)
    }
    this.#keep(name, channel)
  }

  /** Waits for an event: calls `wake` at once when one is kept, later otherwise. Gives the way to stop waiting. */
  receive(event: EventType, key: string, wake: Wake): () => void {
    const name = channelName(event, key)
    const channel = this.#channels.get(name) ?? { kept: [], waiting: new Set() }
    if (channel.kept.length > 0) {
      const value = event.mode === "queue" ? channel.kept.shift() : channel.kept[0]
      this.#keep(name, channel)
      wake(value)
      return () => undefined
    }
    channel.waiting.add(wake)
    this.#channels.set(name, channel)
    return () => {
      channel.waiting.delete(wake)
      this.#keep(name, channel)
    }
  }

  /** Forgets channels that hold nothing, so that a long-lived bus does not grow with the keys it has seen. */
  #keep(name: string, channel: Channel): void {
    if (channel.kept.length === 0 && channel.waiting.size === 0) this.#channels.delete(name)
    else this.#channels.set(name, channel)
  }
}

const channelName = (event: EventType, key: string): string => `${event.name.length}:${event.name}${key}`
