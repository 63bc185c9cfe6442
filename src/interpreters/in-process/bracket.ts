/**
 * Resources.
 * @module
 */
import { type Code, exec, type Instruction, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { Halt, INTERRUPTED } from "./halt.ts"

/** Acquires and releases masked: nothing around can stop them half-way. */
export const bracket =
  (acquire: Code, use: Code, release: Code): Instruction =>
  (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const acquiring = frame.within(new FailureScope(undefined))
    return settled(exec(acquire, value, acquiring), acquire, acquiring, (resource) => {
      if (acquiring.scope.committed) frame.scope.commit()
      if (resource instanceof Halt) return frame.scope.stop(acquiring.scope.halt ?? resource)
      return settled(exec(use, resource, frame), use, frame, (result) => {
        const releasing = frame.toRelease(new FailureScope(undefined))
        return settled(exec(release, resource, releasing), release, releasing, (released) =>
          released instanceof Halt ? frame.scope.stop(releasing.scope.halt ?? released) : result
        )
      })
    })
  }
