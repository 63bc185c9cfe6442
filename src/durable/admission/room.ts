/**
 * Rooms: the limits of an admission as a tree, in which each room lies within a wider one.
 * @module
 */
import type { Flow } from "./flow.ts"
import { Heap } from "./heap.ts"
import type { Limit } from "./limit.ts"
import { Window } from "./window.ts"

/** Who waits in a room: flows of its own, and the rooms in it that are open and have somebody waiting. */
export type Waiting = Room | Flow

/** A limit, what is in it, and who waits for it. */
export class Room {
  readonly parent: Room | undefined
  readonly id: string
  readonly rooms: Map<string, Room> = new Map()
  readonly flows: Map<string, Flow> = new Map()
  readonly waiting: Heap<Waiting> = new Heap<Waiting>(sooner)
  readonly #concurrency: number
  readonly #window: Window | undefined
  #running = 0
  /** Of the first who waits, for the heap of the wider room. */
  priority = 0
  turn = 0
  /** When its rate lets somebody through, for the heap of rooms that wait for it. */
  wakes = 0
  /** When there is nothing left to remember about it, for the heap of rooms that nobody uses. */
  empties = 0

  constructor(parent: Room | undefined, id: string, { concurrency = Infinity, rate }: Limit) {
    this.parent = parent
    this.id = id
    this.#concurrency = concurrency
    this.#window = rate === undefined ? undefined : new Window(rate)
  }

  /** When it lets somebody through: `now`, a later time, or never before somebody leaves. */
  opensAt(now: number): number {
    if (this.#running >= this.#concurrency) return Infinity
    return this.#window === undefined ? now : this.#window.roomAt(now)
  }

  /** Somebody is in it from now on; with a time, as one who starts then. */
  enter(started: number | undefined): void {
    this.#running++
    if (started !== undefined) this.#window?.take(started)
  }

  leave(): void {
    this.#running--
  }

  /** When it may be forgotten: never while it is in use, and not while its rate still counts. */
  emptyAt(now: number): number {
    if (this.#running > 0 || this.rooms.size > 0 || this.flows.size > 0) return Infinity
    return this.#window === undefined ? now : this.#window.emptyAt(now)
  }
}

/** This room and all wider ones, but not the outermost, which has no limit. */
export function* outwards(room: Room): Generator<Room & { readonly parent: Room }> {
  for (let at = room; at.parent !== undefined; at = at.parent) yield at as Room & { readonly parent: Room }
}

/** Higher priorities first; within one, whoever has waited longest for a turn. */
const sooner = (one: Waiting, other: Waiting): boolean =>
  one.priority > other.priority || (one.priority === other.priority && one.turn < other.turn)
