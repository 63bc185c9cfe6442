/**
 * The machine with a simulated journal: processes that end, and a store that stays.
 * @module
 */
import { parse, stringify } from "devalue"
import type { AnyHandler, Implementation } from "../src/core/implementation.ts"
import type { EventType } from "../src/core/event.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { Clock } from "../src/interpreters/in-process/clock.ts"
import { EventBus } from "../src/interpreters/in-process/event-bus.ts"
import type { Receiver } from "../src/interpreters/in-process/suspended.ts"
import { advance } from "../src/machine/advance.ts"
import type { MachineEvent } from "../src/machine/event.ts"
import type { Program, Runnable } from "../src/machine/program.ts"
import type { Residual } from "../src/machine/residual.ts"
import { read, write } from "../src/machine/write.ts"
import { drive, type Host } from "./drive.ts"
import { labIn } from "./in-process.ts"
import type { Keeping, Process, Recoverable, Store } from "./recoverable.ts"
import { everything } from "./subject.ts"
import type { World } from "./world.ts"

/** What may be done differently, for those who want to know what happens then. */
export interface JournaledOptions {
  readonly name?: string
  readonly keeping?: Partial<Keeping>
  /** Whether an event is put on record; all are when left out. */
  readonly records?: (event: MachineEvent) => boolean
  /** What a process makes of what it finds in the journal. */
  readonly found?: (residual: Residual, now: number) => Residual
  /** What a process that goes on does with the outside. */
  readonly host?: (host: Host, process: number) => Host
}

/** The machine with a journal in memory, which holds nothing but text. */
export const journaled = (options: JournaledOptions = {}): Recoverable => {
  const keeping: Keeping = { advance, write, read, ...options.keeping }
  return {
    name: options.name ?? "machine with a journal",
    capabilities: everything,
    keeping,
    store: () => new Journals(keeping, options),
    idle: async () => {
      // A process that has ended is followed by another one, which needs its own turn.
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** What is written about one run: what was left of it at first, and what happened then. */
interface Journal {
  readonly program: Program
  readonly first: string
  readonly events: Array<string>
}

class Journals implements Store {
  readonly #keeping: Keeping
  readonly #options: JournaledOptions
  readonly #journals = new Map<string, Journal>()
  readonly #events = new EventBus()
  #processes = 0

  constructor(keeping: Keeping, options: JournaledOptions) {
    this.#keeping = keeping
    this.#options = options
  }

  start(...[step, input, world, workflows]: Parameters<Store["start"]>): Process {
    const life = new Life()
    const live = new Map<string, Residual>()
    const handlers = (labIn(world) as unknown as Implementation<string>).handlers
    const callable = workflows as unknown as ReadonlyArray<Exclude<Runnable, AnyStep> & { version: number }>
    const plain: Host = {
      clock: life.clock(world),
      events: new Line(this.#events, life),
      handler: (operation) => life.mortal(handlers[operation.name] as AnyHandler),
      workflow: (name, version) =>
        callable.find((one) => one.name === name && one.version === version) as Runnable,
      opened: (runId, beginning, program) => {
        const residual = this.#open(runId, beginning, program, world.clock.now())
        live.set(runId, residual)
        return residual
      },
      record: (event, before, program, runId) => {
        if (life.over) return
        live.set(runId, advance(program, before, event))
        if (this.#options.records?.(event) !== false) this.#journals.get(runId)?.events.push(stringify(event))
      }
    }
    const host = this.#options.host?.(plain, this.#processes++) ?? plain
    const { outcome } = drive(step, input, "run", host)
    return { outcome: life.promise(outcome), kill: () => life.end(), live: () => live }
  }

  recovered(): ReadonlyMap<string, Residual> {
    return new Map([...this.#journals].map(([runId, journal]) => [runId, this.#recovered(journal)]))
  }

  #open(runId: string, beginning: () => Residual, program: Program, now: number): Residual {
    const known = this.#journals.get(runId)
    if (known === undefined) {
      const residual = beginning()
      this.#journals.set(runId, { program, first: this.#keeping.write(residual), events: [] })
      return residual
    }
    return this.#recovered(known, now)
  }

  #recovered({ program, first, events }: Journal, now = 0): Residual {
    const { read: reads, advance: next } = this.#keeping
    const found = events
      .map((text) => parse(text) as MachineEvent)
      .reduce((residual, event) => next(program, residual, event), reads(first))
    return this.#options.found?.(found, now) ?? found
  }
}

/** The life of a process: when it is over, nothing reaches it, and it reaches nobody. */
class Life {
  over = false
  readonly #last: Array<() => void> = []

  end(): void {
    this.over = true
    for (const act of this.#last.splice(0)) act()
  }

  finally(act: () => void): void {
    this.#last.push(act)
  }

  promise<T>(value: Promise<T>): Promise<T> {
    return value.then((later) => (this.over ? new Promise<T>(() => undefined) : later))
  }

  mortal(handler: AnyHandler): AnyHandler {
    const call = handler as unknown as (input: unknown, context: unknown) => unknown
    return (input: unknown, context: unknown): unknown => {
      const nothing = new Promise(() => undefined)
      if (this.over) return nothing
      const answer = call(input, context)
      if (!(answer instanceof Promise)) return this.over ? nothing : answer
      return answer.then(
        (value: unknown) => (this.over ? nothing : value),
        (cause: Error) => {
          if (this.over) return nothing
          throw cause
        }
      )
    }
  }

  clock({ clock }: World): Clock {
    return {
      now: clock.now,
      after: (delay, wake) => {
        if (this.over) return () => undefined
        const cancel = clock.after(delay, wake)
        this.finally(cancel)
        return cancel
      }
    }
  }
}

/** The line of one process to an event bus that outlives it. */
class Line extends EventBus {
  readonly #bus: EventBus
  readonly #life: Life

  constructor(bus: EventBus, life: Life) {
    super()
    this.#bus = bus
    this.#life = life
  }

  override deliver(event: EventType, payload: unknown, key: string): void {
    if (!this.#life.over) this.#bus.deliver(event, payload, key)
  }

  override receive(event: EventType, key: string, receiver: Receiver): void {
    if (this.#life.over) return
    this.#life.finally(() => this.#bus.withdraw(event, key, receiver))
    this.#bus.receive(event, key, receiver)
  }

  override withdraw(event: EventType, key: string, receiver: Receiver): void {
    this.#bus.withdraw(event, key, receiver)
  }
}
