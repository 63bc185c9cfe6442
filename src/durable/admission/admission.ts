/**
 * Admission: what may start now, and who is next.
 *
 * Limits form a tree: a room for all runs, in it one for each workflow, in it one for each customer. An item waits in the
 * narrowest room; it starts when all rooms around it are open. A room that is full is taken out of the heap of the wider one, so
 * that finding the next item means going down from the outermost room, and never meets somebody who cannot start. Each
 * operation takes time in the logarithm of those who wait.
 *
 * Nothing is asynchronous, and time is a parameter; who uses it calls `wake` at the time that `nextWake` tells.
 *
 * Laws: never more than `concurrency` at once; never more than `count` starts in any span of `per`; nothing waits that could
 * start; what runs already counts, and never waits; a higher priority goes first; of one key and priority, first come, first served; of k keys that wait in a room with one
 * priority, each has its turn within k starts (test/durable/admission/admission.test.ts). A lower priority may wait forever.
 * @module
 */
import { Flow, flowName, type Ticket, type Turn } from "./flow.ts"
import { Heap } from "./heap.ts"
import type { Limit } from "./limit.ts"
import { outwards, Room, type Waiting } from "./room.ts"

export type { Ticket } from "./flow.ts"

/** A limit on the way of an item; of one name within the wider one, it has to be the same limit each time. */
export interface Place {
  readonly id: string
  readonly limit: Limit
}

/** Something that wants to start. */
export interface Admitting {
  /** The limits that it counts for, from the widest to the narrowest; none: it starts at once. */
  readonly path: ReadonlyArray<Place>
  /** Higher ones go first. */
  readonly priority: number
  /** Whose turn it takes. */
  readonly fairKey: string
  /** Is called once, within a call of a method; may call methods itself, and must not throw. */
  readonly start: () => void
}

/** Decides what may start. Times are milliseconds of any clock; one that is put back does not stop anything. */
export class Admission {
  readonly #outermost = new Room(undefined, "", {})
  readonly #turns = new Map<string, Turn>()
  readonly #sleeping = new Heap<Room>((one, other) => one.wakes < other.wakes)
  readonly #unused = new Heap<Room>((one, other) => one.empties < other.empties)
  #lastTurn = 0
  #starting = false
  /** The last time that was told, and the sum of what the clock was put back: together a time that never goes back. */
  #told = -Infinity
  #putBack = 0

  /** Starts an item now or later. */
  request({ path, priority, fairKey, start }: Admitting, now: number): Ticket {
    this.#advance(now)
    const room = this.#roomOf(path)
    const ticket: Ticket = {
      room,
      priority,
      fairKey,
      start,
      state: "waiting",
      next: undefined,
      previous: undefined
    }
    // When nobody could be started, everybody who waits has a room in the way; so who has none goes before nobody.
    if (!this.#starting && this.#outermost.waiting.first === undefined && this.#isOpen(room))
      this.#startAll(ticket)
    else {
      this.#queue(ticket)
      this.#startAll()
    }
    return ticket
  }

  /** Counts an item that runs already, whether there is room for it or not; `starting`: it begins now, for rates as well. */
  occupy(path: ReadonlyArray<Place>, now: number, starting: boolean): Ticket {
    this.#advance(now)
    const room = this.#roomOf(path)
    for (const around of outwards(room)) around.enter(starting ? this.#now : undefined)
    this.#refresh(room)
    this.#startAll()
    return {
      room,
      priority: 0,
      fairKey: "",
      start: () => undefined,
      state: "running",
      next: undefined,
      previous: undefined
    }
  }

  /** Ends an item: one that runs makes room, one that waits is not started any more. Repeated calls change nothing. */
  release(ticket: Ticket, now: number): void {
    this.#advance(now)
    const { room, state } = ticket
    ticket.state = "ended"
    if (state === "waiting") this.#leaveQueue(ticket)
    if (state === "running") for (const around of outwards(room)) around.leave()
    if (state !== "ended") {
      this.#refresh(room)
      this.#forget(room)
    }
    this.#startAll()
  }

  /** Starts what a rate has held back until now. */
  wake(now: number): void {
    this.#advance(now)
    this.#startAll()
  }

  /** The time at which a rate lets something through, or `undefined` when nothing waits for time. */
  nextWake(): number | undefined {
    const first = this.#sleeping.first
    return first === undefined ? undefined : first.wakes - this.#putBack
  }

  get #now(): number {
    return this.#told + this.#putBack
  }

  #advance(now: number): void {
    if (now < this.#told) this.#putBack += this.#told - now
    this.#told = now
    for (let room = this.#unused.first; room !== undefined && room.empties <= this.#now; ) {
      this.#unused.remove(room)
      this.#forget(room)
      room = this.#unused.first
    }
    for (let room = this.#sleeping.first; room !== undefined && room.wakes <= this.#now; ) {
      this.#refresh(room)
      room = this.#sleeping.first
    }
  }

  #roomOf(path: ReadonlyArray<Place>): Room {
    let room = this.#outermost
    for (const { id, limit } of path) {
      const known = room.rooms.get(id)
      const inner = known ?? new Room(room, id, limit)
      if (known === undefined) room.rooms.set(id, inner)
      room = inner
    }
    return room
  }

  #isOpen(room: Room): boolean {
    for (const around of outwards(room)) if (around.opensAt(this.#now) > this.#now) return false
    return true
  }

  #queue(ticket: Ticket): void {
    const { room, priority, fairKey } = ticket
    const name = flowName(priority, fairKey)
    let flow = room.flows.get(name)
    if (flow === undefined) {
      const turn = this.#turns.get(name) ?? { at: ++this.#lastTurn, flows: 0 }
      turn.flows++
      this.#turns.set(name, turn)
      flow = new Flow(room, name, priority, turn)
      room.flows.set(name, flow)
      room.waiting.put(flow)
    }
    flow.add(ticket)
    this.#refresh(room)
  }

  #leaveQueue(ticket: Ticket): void {
    const { room, priority, fairKey } = ticket
    const flow = room.flows.get(flowName(priority, fairKey))
    flow?.remove(ticket)
    if (flow === undefined || flow.first !== undefined) return
    room.flows.delete(flow.name)
    room.waiting.remove(flow)
    flow.shared.flows--
    if (flow.shared.flows === 0) this.#turns.delete(flow.name)
  }

  /** Puts a room and all around it where they belong: in the heap of the wider one, among those who sleep, or nowhere. */
  #refresh(room: Room): void {
    const now = this.#now
    for (const around of outwards(room)) {
      const { first } = around.waiting
      const opens = first === undefined ? Infinity : around.opensAt(now)
      if (first !== undefined && opens <= now) {
        around.priority = first.priority
        around.turn = first.turn
        around.parent.waiting.put(around)
      } else around.parent.waiting.remove(around)
      around.wakes = opens
      if (opens > now && opens < Infinity) this.#sleeping.put(around)
      else this.#sleeping.remove(around)
    }
  }

  /** Forgets rooms that nobody uses, so that a million customers leave nothing behind. */
  #forget(room: Room): void {
    const now = this.#now
    for (const around of outwards(room)) {
      const empties = around.emptyAt(now)
      if (empties <= now) {
        this.#unused.remove(around)
        around.parent.rooms.delete(around.id)
      } else if (empties < Infinity) {
        around.empties = empties
        this.#unused.put(around)
      }
    }
  }

  /** Starts what can start. Who is started may end at once and come back here; the loop that started it goes on. */
  #startAll(first?: Ticket): void {
    if (this.#starting) return
    this.#starting = true
    try {
      if (first !== undefined) this.#start(first)
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        this.#leaveQueue(next)
        this.#start(next)
      }
    } finally {
      this.#starting = false
    }
  }

  #start(ticket: Ticket): void {
    ticket.state = "running"
    const turn = this.#turns.get(flowName(ticket.priority, ticket.fairKey))
    if (turn !== undefined) turn.at = ++this.#lastTurn
    for (const room of outwards(ticket.room)) room.enter(this.#now)
    this.#refresh(ticket.room)
    ticket.start()
  }

  /** The next who can start. A key that has had a turn elsewhere is moved back when it is met. */
  #next(): Ticket | undefined {
    for (;;) {
      let at: Waiting | undefined = this.#outermost.waiting.first
      while (at instanceof Room) at = at.waiting.first
      if (at === undefined || at.turn === at.shared.at) return at?.first
      at.turn = at.shared.at
      at.room.waiting.put(at)
      this.#refresh(at.room)
    }
  }
}
