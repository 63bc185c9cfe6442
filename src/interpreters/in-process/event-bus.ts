/**
 * Events in one process: queues, broadcasts and transient events by name and key.
 * @module
 */
import type { Event, EventType } from "../../core/event.ts"
import { crossBorder } from "../../core/violation.ts"
import { SmallSet } from "./small-set.ts"
import type { Receiver, Source } from "./suspended.ts"

/** What is kept and who waits for one event under one key. */
class Channel {
  readonly kept: Array<unknown> = []
  readonly waiting: SmallSet<Receiver> = new SmallSet()

  get empty(): boolean {
    return this.kept.length === 0 && this.waiting.size === 0
  }
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
  /** By the name of the event, then by key. */
  private readonly channels = new Map<string, Map<string, Channel>>()

  /** Sends an event to the waits with this key. Throws `codec/violation` when the payload does not fit. */
  emit<N extends string, P>(event: Event<N, P>, payload: NoInfer<P>, key = ""): void {
    this.deliver(event, payload, key)
  }

  /** As {@link emit}, with the types forgotten. */
  deliver(event: EventType, payload: unknown, key: string): void {
    const value = crossBorder(event.payload, payload, `payload of event ${event.name}`)
    const channel = this.channel(event, key)
    const woken = event.mode === "queue" ? takeFirst(channel.waiting) : channel.waiting.drain()
    if (event.mode === "queue" && woken.length === 0) channel.kept.push(value)
    if (event.mode === "broadcast") channel.kept[0] = value
    this.forgetIfEmpty(event, key, channel)
    for (const receiver of woken) receiver.wake(value)
  }

  /** Where a wait for an event is woken from. */
  source(event: EventType, key: string): Source {
    return new EventSource(this, event, key)
  }

  /** Wakes `receiver` at once when an event is kept, later otherwise. */
  receive(event: EventType, key: string, receiver: Receiver): void {
    const channel = this.channel(event, key)
    if (channel.kept.length === 0) {
      channel.waiting.add(receiver)
      return
    }
    const value = event.mode === "queue" ? channel.kept.shift() : channel.kept[0]
    this.forgetIfEmpty(event, key, channel)
    receiver.wake(value)
  }

  /** Forgets a receiver that has not been woken. */
  withdraw(event: EventType, key: string, receiver: Receiver): void {
    const channel = this.channel(event, key)
    channel.waiting.delete(receiver)
    this.forgetIfEmpty(event, key, channel)
  }

  private channel(event: EventType, key: string): Channel {
    let byKey = this.channels.get(event.name)
    if (byKey === undefined) this.channels.set(event.name, (byKey = new Map<string, Channel>()))
    let channel = byKey.get(key)
    if (channel === undefined) byKey.set(key, (channel = new Channel()))
    return channel
  }

  /** So that a long-lived bus does not grow with the keys it has seen. */
  private forgetIfEmpty(event: EventType, key: string, channel: Channel): void {
    const byKey = this.channels.get(event.name)
    if (channel.empty && byKey?.get(key) === channel) byKey.delete(key)
  }
}

const takeFirst = (waiting: SmallSet<Receiver>): ReadonlyArray<Receiver> => {
  const first = waiting.first()
  if (first === undefined) return []
  waiting.delete(first)
  return [first]
}

/** One wait for an event. */
class EventSource implements Source {
  private readonly bus: EventBus
  private readonly event: EventType
  private readonly key: string

  constructor(bus: EventBus, event: EventType, key: string) {
    this.bus = bus
    this.event = event
    this.key = key
  }

  listen(receiver: Receiver): void {
    this.bus.receive(this.event, this.key, receiver)
  }

  withdraw(receiver: Receiver): void {
    this.bus.withdraw(this.event, this.key, receiver)
  }
}
