/**
 * Those who wait with one key, one priority and one path: first come, first served.
 * @module
 */
import type { Room } from "./room.ts"

/** When a key had its last turn; one for all flows of a key and a priority. */
export interface Turn {
  at: number
  /** Flows that share it. */
  flows: number
}

/** An item that waits, runs, or has ended. */
export interface Ticket {
  readonly room: Room
  readonly priority: number
  readonly fairKey: string
  readonly start: () => void
  state: "waiting" | "running" | "ended"
  next: Ticket | undefined
  previous: Ticket | undefined
}

/** A queue from which anybody may leave. */
export class Flow {
  readonly room: Room
  readonly name: string
  readonly priority: number
  readonly shared: Turn
  /** The turn that it is ordered by; may be older than the shared one, never newer. */
  turn: number
  #first: Ticket | undefined
  #last: Ticket | undefined

  constructor(room: Room, name: string, priority: number, shared: Turn) {
    this.room = room
    this.name = name
    this.priority = priority
    this.shared = shared
    this.turn = shared.at
  }

  get first(): Ticket | undefined {
    return this.#first
  }

  add(ticket: Ticket): void {
    ticket.previous = this.#last
    if (this.#last === undefined) this.#first = ticket
    else this.#last.next = ticket
    this.#last = ticket
  }

  remove(ticket: Ticket): void {
    if (ticket.previous === undefined) this.#first = ticket.next
    else ticket.previous.next = ticket.next
    if (ticket.next === undefined) this.#last = ticket.previous
    else ticket.next.previous = ticket.previous
    ticket.next = ticket.previous = undefined
  }
}

/** The name of the flow that an item waits in. */
export const flowName = (priority: number, fairKey: string): string => `${priority} ${fairKey}`
