/**
 * Runs as objects.
 * @module
 */
import type { Clock } from "./clock.ts"
import { EventBus } from "./event-bus.ts"
import type { Run } from "./frame.ts"
import { Pivots } from "./pivot.ts"

/** What all runs of a program share. */
export interface Shared {
  readonly clock: Clock
  readonly random: () => number
  readonly newId: () => string
  readonly mayWait: boolean
}

/** A run; what few runs need is made when it is asked for. */
export class LazyRun implements Run {
  private readonly shared: Shared
  private knownId: string | undefined
  private knownEvents: EventBus | undefined
  private knownUndone: Array<string> | undefined = undefined
  private knownPivots: Pivots | undefined = undefined

  readonly depth: number

  constructor(shared: Shared, id: string | undefined, events: EventBus | undefined, depth: number) {
    this.shared = shared
    this.depth = depth
    this.knownId = id
    this.knownEvents = events
  }

  get clock(): Clock {
    return this.shared.clock
  }

  get mayWait(): boolean {
    return this.shared.mayWait
  }

  get random(): () => number {
    return this.shared.random
  }

  get id(): string {
    return (this.knownId ??= this.shared.newId())
  }

  get events(): EventBus {
    return (this.knownEvents ??= new EventBus())
  }

  get undone(): Array<string> {
    return (this.knownUndone ??= [])
  }

  get pivots(): Pivots {
    return (this.knownPivots ??= new Pivots())
  }
}
