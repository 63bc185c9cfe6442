/**
 * Failure scopes: how far a failure reaches.
 *
 * A failure raised anywhere in a scope stops everything in that scope at once: whatever has not been started is not started
 * any more. Scopes nest; a stop reaches the scopes within, never the scope around.
 * @module
 */
import { Halt } from "./halt.ts"
import { SmallSet } from "./small-set.ts"

/** Is told when a scope stops. */
export interface StopListener {
  readonly stop: () => void
}

/** A region that stops as one. */
export class FailureScope {
  readonly parent: FailureScope | undefined
  /** Why this scope stopped; undefined as long as it has not. */
  halt: Halt | undefined = undefined
  // Not `#private`: such fields are slow to initialise, and every run, attempt and scope makes one of these.
  private listeners: SmallSet<StopListener> | undefined = undefined
  private controller: AbortController | undefined = undefined
  private link: StopListener | undefined = undefined
  /** Nothing in this scope runs any more. */
  closed = false
  /** A pivot has been passed in this scope: nothing that was done in it is undone any more. */
  committed = false
  /** Is called at once when a wait in this scope is woken, before what follows it runs. */
  woken: (() => void) | undefined = undefined

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
    this.halt = new Halt(halt.kind, [])
    this.halt.attach(halt)
    for (const listener of this.listeners?.drain() ?? []) listener.stop()
    return this.halt
  }

  /** Tells `listener` once when this scope or one around it stops. */
  onStop(listener: StopListener): void {
    for (let scope: FailureScope | undefined = this; scope !== undefined; scope = scope.parent)
      (scope.listeners ??= new SmallSet()).add(listener)
  }

  /** Forgets a listener. */
  forget(listener: StopListener): void {
    for (let scope: FailureScope | undefined = this; scope !== undefined; scope = scope.parent)
      scope.listeners?.delete(listener)
  }

  /** A signal that is aborted when this scope or one around it stops. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      const controller = new AbortController()
      this.controller = controller
      if (this.stopped) controller.abort()
      else {
        this.link = { stop: () => controller.abort() }
        this.onStop(this.link)
      }
    }
    return this.controller.signal
  }

  /** Commits this scope and the scopes around it. */
  commit(): void {
    for (let scope: FailureScope | undefined = this; scope !== undefined; scope = scope.parent)
      scope.committed = true
  }

  /** Forgets the scopes around: to be called when nothing in this scope runs any more. */
  close(): void {
    this.closed = true
    if (this.link !== undefined) this.forget(this.link)
  }
}
