/**
 * Waiting for the outside.
 * @module
 */
import type { Clock } from "./clock.ts"
import type { FailureScope, StopListener } from "./failure-scope.ts"
import { INTERRUPTED } from "./halt.ts"

/** Is woken with a value, once. */
export interface Receiver {
  readonly wake: (value: unknown) => void
}

/** Where a wake-up comes from. */
export interface Source {
  /** Wakes the receiver later, or at once. */
  readonly listen: (receiver: Receiver) => void
  /** Forgets a receiver that has not been woken. */
  readonly withdraw: (receiver: Receiver) => void
}

/**
 * Waits for a wake-up or for the scope to stop; whichever comes first calls the other off. Gives the value itself when the
 * wake-up comes at once.
 */
export const suspended = (scope: FailureScope, source: Source): unknown => {
  if (scope.stopped) return INTERRUPTED
  const suspension = new Suspension(scope, source)
  source.listen(suspension)
  return suspension.result()
}

/** One wait. An object and no closures over a context: a hundred thousand runs may wait at the same time. */
class Suspension implements Receiver, StopListener {
  private readonly scope: FailureScope
  private readonly source: Source
  private resolve: ((value: unknown) => void) | undefined = undefined
  private woken = false
  private value: unknown = undefined

  constructor(scope: FailureScope, source: Source) {
    this.scope = scope
    this.source = source
  }

  result(): unknown {
    if (this.woken) return this.value
    this.scope.onStop(this)
    return new Promise((resolve) => {
      this.resolve = resolve
    })
  }

  wake(value: unknown): void {
    this.woken = true
    if (this.resolve === undefined) {
      this.value = value
      return
    }
    this.scope.forget(this)
    this.resolve(value)
    this.scope.woken?.()
  }

  stop(): void {
    // The scopes around, which may live long, must forget this wait too.
    this.scope.forget(this)
    this.source.withdraw(this)
    this.resolve?.(INTERRUPTED)
  }
}

/** Wakes after some milliseconds. */
export class Timer implements Source {
  private readonly clock: Clock
  private readonly delay: number
  private cancel: (() => void) | undefined = undefined

  constructor(clock: Clock, delay: number) {
    this.clock = clock
    this.delay = delay
  }

  listen(receiver: Receiver): void {
    this.cancel = this.clock.after(this.delay, () => receiver.wake(undefined))
  }

  withdraw(): void {
    this.cancel?.()
  }
}

/** Never wakes. */
export const never: Source = { listen: () => undefined, withdraw: () => undefined }
