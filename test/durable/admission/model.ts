/**
 * Admission as a list that is searched from end to end, and that judges each start.
 */
import type { Admission, Place, Ticket } from "../../../src/durable/admission/admission.ts"

export interface Item {
  readonly path: ReadonlyArray<Place>
  readonly priority: number
  readonly fairKey: string
}

interface Entry extends Item {
  readonly order: number
  readonly ticket: { is?: Ticket }
  state: "waiting" | "running" | "ended"
}

/** What a room holds, by the ids of the way to it. */
interface Held {
  readonly limit: Place["limit"]
  running: number
  readonly starts: Array<number>
}

export class Model {
  readonly #admission: Admission
  readonly #entries: Array<Entry> = []
  readonly #held = new Map<string, Held>()
  readonly #turns = new Map<string, number>()
  readonly complaints: Array<string> = []
  /** In order of their starts. */
  readonly started: Array<Item> = []
  #turn = 0
  /** The clock of the caller, which may be put back, and the time that has passed by it. */
  clock = 0
  #told = 0
  #passed = 0

  constructor(admission: Admission) {
    this.#admission = admission
  }

  request(item: Item): void {
    this.#tell()
    const entry: Entry = { ...item, order: this.#entries.length, ticket: {}, state: "waiting" }
    this.#entries.push(entry)
    const name = turnOf(entry)
    if (!this.#turns.has(name)) this.#turns.set(name, ++this.#turn)
    entry.ticket.is = this.#admission.request({ ...item, start: () => this.#judge(entry) }, this.clock)
    this.#settled()
  }

  /** Ends the item at this place among those in this state. */
  end(state: "waiting" | "running", at: number): void {
    const all = this.#in(state)
    const entry = all[at % Math.max(1, all.length)]
    if (entry?.ticket.is === undefined) return
    this.#tell()
    entry.state = "ended"
    if (state === "running") for (const held of this.#heldBy(entry)) held.running--
    this.#forgetTurn(entry)
    this.#admission.release(entry.ticket.is, this.clock)
    this.#admission.release(entry.ticket.is, this.clock)
    this.#settled()
  }

  pass(milliseconds: number): void {
    this.clock += milliseconds
    this.#tell()
    this.#admission.wake(this.clock)
    this.#settled()
  }

  get running(): number {
    return this.#in("running").length
  }

  #tell(): void {
    this.#passed += Math.max(0, this.clock - this.#told)
    this.#told = this.clock
  }

  #judge(entry: Entry): void {
    if (entry.state !== "waiting") this.#complain(`${entry.order} was started when it was ${entry.state}`)
    if (this.#opensAt(entry) > this.#passed) this.#complain(`${entry.order} was started against a limit`)
    for (const other of this.#in("waiting")) {
      if (this.#opensAt(other) > this.#passed) continue
      if (other.priority > entry.priority) this.#complain(`${other.order} is more urgent than ${entry.order}`)
      if (other.priority === entry.priority && this.#turnOf(other) < this.#turnOf(entry))
        this.#complain(`it is the turn of ${other.order}, not of ${entry.order}`)
      if (turnOf(other) === turnOf(entry) && sameWay(other, entry) && other.order < entry.order)
        this.#complain(`${other.order} came before ${entry.order}`)
    }
    entry.state = "running"
    this.started.push(entry)
    for (const held of this.#heldBy(entry)) {
      held.running++
      held.starts.push(this.#passed)
    }
    this.#forgetTurn(entry)
    if (this.#turns.has(turnOf(entry))) this.#turns.set(turnOf(entry), ++this.#turn)
  }

  /** Nothing waits that could start, and whatever time alone would start has somebody who wakes it. */
  #settled(): void {
    const wakes = this.#admission.nextWake()
    const told = wakes === undefined ? Infinity : wakes - this.clock + this.#passed
    if (told <= this.#passed) this.#complain("wakes in the past")
    for (const entry of this.#in("waiting")) {
      const opens = this.#opensAt(entry)
      if (opens <= this.#passed) this.#complain(`${entry.order} waits for nothing`)
      else if (opens < told) this.#complain(`${entry.order} is woken too late`)
    }
  }

  #opensAt(entry: Entry): number {
    return Math.max(
      this.#passed,
      ...this.#heldBy(entry).map(({ limit: { concurrency = Infinity, rate }, running, starts }) => {
        if (running >= concurrency) return Infinity
        const oldest = rate === undefined ? undefined : starts[starts.length - rate.count]
        return rate === undefined || oldest === undefined ? 0 : oldest + rate.per
      })
    )
  }

  #heldBy({ path }: Item): ReadonlyArray<Held> {
    return path.map(({ limit }, depth) => {
      const way = JSON.stringify(path.slice(0, depth + 1).map(({ id }) => id))
      const held = this.#held.get(way) ?? { limit, running: 0, starts: [] }
      this.#held.set(way, held)
      return held
    })
  }

  #in(state: Entry["state"]): ReadonlyArray<Entry> {
    return this.#entries.filter((entry) => entry.state === state)
  }

  #turnOf(entry: Entry): number {
    return this.#turns.get(turnOf(entry)) ?? 0
  }

  #forgetTurn(entry: Entry): void {
    const waits = this.#in("waiting").some((other) => turnOf(other) === turnOf(entry))
    if (!waits) this.#turns.delete(turnOf(entry))
  }

  #complain(complaint: string): void {
    this.complaints.push(complaint)
  }
}

const turnOf = ({ priority, fairKey }: Item): string => `${priority} ${fairKey}`

const sameWay = (one: Item, other: Item): boolean =>
  JSON.stringify(one.path.map(({ id }) => id)) === JSON.stringify(other.path.map(({ id }) => id))
