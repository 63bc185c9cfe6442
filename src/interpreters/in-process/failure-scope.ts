/**
 * Failure scopes: how far a failure reaches.
 *
 * A failure raised anywhere in a scope stops everything in that scope at once: whatever has not been started is not started
 * any more. Scopes nest; a stop reaches the scopes within, never the scope around.
 * @module
 */
import { Halt } from "./halt.ts"

/** A region that stops as one. */
export class FailureScope {
  readonly parent: FailureScope | undefined
  /** Why this scope stopped; undefined as long as it has not. */
  halt: Halt | undefined = undefined
  #listeners: Set<() => void> | undefined = undefined
  #controller: AbortController | undefined = undefined
  #unlink: (() => void) | undefined = undefined

  constructor(parent: FailureScope | undefined) {
    this.parent = parent
  }

  /** True when this scope or one around it has stopped. */
  get stopped(): boolean {
    if (this.halt !== undefined) return true
    for (let scope = this.parent; scope !== undefined; scope = scope.parent)
      if (scope.halt !== undefined) return true
    return false
  }

  /** Stops the scope because of `halt`; when it has stopped already, attaches it. Gives what the scope halts with. */
  stop(halt: Halt): Halt {
    if (this.halt !== undefined) {
      this.halt.attach(halt)
      return this.halt
    }
    this.halt = new Halt(halt.kind, [...halt.causes])
    this.halt.owed.push(...halt.owed)
    const listeners = this.#listeners
    this.#listeners = undefined
    if (listeners !== undefined) for (const listener of listeners) listener()
    return this.halt
  }

  /** Calls `listener` once when this scope or one around it stops. Gives the way to withdraw it. */
  onStop(listener: () => void): () => void {
    const withdrawals: Array<() => void> = []
    for (let scope: FailureScope | undefined = this; scope !== undefined; scope = scope.parent)
      withdrawals.push(scope.#listen(listener))
    return () => {
      for (const withdraw of withdrawals) withdraw()
    }
  }

  /** A signal that is aborted when this scope or one around it stops. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController()
      this.#controller = controller
      if (this.stopped) controller.abort()
      else this.#unlink = this.onStop(() => controller.abort())
    }
    return this.#controller.signal
  }

  /** Forgets the scopes around: to be called when nothing in this scope runs any more. */
  close(): void {
    this.#unlink?.()
  }

  #listen(listener: () => void): () => void {
    this.#listeners ??= new Set()
    const listeners = this.#listeners
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
}
