/**
 * The point of no return.
 *
 * Once a pivot has been passed, nothing that was done before it may be undone: there is no way back to before it. So the
 * scopes around it are committed: neither cancellation nor a defect rolls them back (semantics: `c* p r*`).
 * @module
 */
import type { Instruction } from "./code.ts"
import { type Done, misshapen } from "./done.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"

/**
 * Runs what passes the pivot when it succeeds. While nobody knows on which side of it the run is, a cancellation waits for
 * the answer.
 */
export const pivotal =
  (run: Instruction, done: Done): Instruction =>
  (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    // Undoing and releasing lead back to where there was a way back: a cancellation need not wait for them.
    if (!frame.pivots) return run(value, frame)
    frame.run.pivots.enter()
    try {
      const result = run(value, frame)
      if (!(result instanceof Promise)) return passed(result, frame, done)
      return result.then(
        (later) => passed(later, frame, done),
        (cause: unknown) => {
          threw(cause, frame, done)
          throw cause
        }
      )
    } catch (cause) {
      threw(cause, frame, done)
      throw cause
    }
  }

const passed = (result: unknown, frame: Frame, done: Done): unknown => {
  if (!(result instanceof Halt) || misshapen(result, done, frame) !== undefined) frame.scope.commit()
  frame.run.pivots.leave()
  return result
}

const threw = (cause: unknown, frame: Frame, done: Done): void => {
  if (done.recognises(cause)) frame.scope.commit()
  frame.run.pivots.leave()
}

/** The pivots of a run whose answers are still out, and what waits for them. */
export class Pivots {
  private count = 0
  private waiting: Waiting | undefined = undefined
  private readonly listeners = new Set<(reason: unknown) => void>()

  enter(): void {
    this.count++
  }

  /** One of them is not passed: when it is the last that is out, what waits comes before its failure. */
  fail(): void {
    if (this.count === 1) this.wake()
  }

  leave(): void {
    this.count--
    if (this.count === 0) this.wake()
    else this.tell()
  }

  private wake(): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.act()
  }

  /** Lets something wait until no answer is out any more; it comes at once when none is. */
  afterwards(waiting: Waiting): void {
    if (this.count === 0) return waiting.act()
    this.waiting ??= waiting
    this.tell()
  }

  /**
   * When only one answer is out, and it is that of a listener, the listener decides. As long as another pivot is out as well it
   * is left in peace, or it could be stopped behind that pivot.
   */
  private tell(): void {
    const { waiting } = this
    if (waiting === undefined || this.count !== 1 || waiting.isOver()) return
    for (const listener of this.listeners) listener(waiting.reason)
  }

  /** Tells `listener` why something waits for its answer alone. Gives the way to withdraw it. */
  onWait(listener: (reason: unknown) => void): () => void {
    this.listeners.add(listener)
    this.tell()
    return () => this.listeners.delete(listener)
  }
}

/** What waits for the answers of pivots. */
export interface Waiting {
  readonly reason: unknown
  readonly act: () => void
  /** It would come too late. */
  readonly isOver: () => boolean
}
