/**
 * The point of no return.
 *
 * Once a pivot has been passed, nothing that was done before it may be undone: there is no way back to before it. So the
 * scopes around it are committed: neither cancellation nor a defect rolls them back (semantics: `c* p r*`).
 * @module
 */
import type { Effect } from "../../core/operation.ts"
import type { Instruction } from "./code.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"

/** Tells whether doing it is a point of no return. */
export const isPivot = (effect: Effect): boolean => effect === "irreversible" || effect === "undo"

/**
 * Runs what passes the pivot when it succeeds. While nobody knows on which side of it the run is, a cancellation waits for
 * the answer.
 */
export const pivotal =
  (run: Instruction): Instruction =>
  (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    frame.run.pivots.enter()
    try {
      const result = run(value, frame)
      if (!(result instanceof Promise)) return passed(result, frame)
      return result.then(
        (later) => passed(later, frame),
        (cause: unknown) => {
          frame.run.pivots.leave()
          throw cause
        }
      )
    } catch (cause) {
      frame.run.pivots.leave()
      throw cause
    }
  }

const passed = (result: unknown, frame: Frame): unknown => {
  if (!(result instanceof Halt)) frame.scope.commit()
  frame.run.pivots.leave()
  return result
}

/** The pivots of a run whose answers are still out, and what waits for them. */
export class Pivots {
  private count = 0
  private waiting: (() => void) | undefined = undefined

  enter(): void {
    this.count++
  }

  leave(): void {
    this.count--
    if (this.count > 0) return
    const { waiting } = this
    this.waiting = undefined
    waiting?.()
  }

  /** Does something now, or once no answer is out any more. */
  afterwards(action: () => void): void {
    if (this.count === 0) action()
    else this.waiting ??= action
  }
}
