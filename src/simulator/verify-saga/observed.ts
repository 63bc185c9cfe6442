/**
 * What of the world counts when it is asked whether something has happened.
 * @module
 */
import { cloned } from "../plain-data.ts"
import type { Observe } from "./saga-rules.ts"

/**
 * Looks through `observe`; the whole world counts when it is left out.
 *
 * Errors: what it gives throws `simulator/observes-nothing` when it is undefined, and `simulator/not-data` when it is not plain
 * data: nothing could be compared then.
 */
export const observing = (observe: Observe | undefined): Observe => {
  if (observe === undefined) return (world) => world
  return (world) => {
    const seen = observe(world)
    if (seen === undefined) throw new ObservesNothing()
    return cloned(seen)
  }
}

/** There is nothing to compare. */
class ObservesNothing extends TypeError {
  override readonly name = "ObservesNothing"
  readonly code = "simulator/observes-nothing"
  constructor() {
    super(
      "`observe` gave undefined, so it could not be said whether the world is as it was. Give what of the world has to be as before: `observe: ({ stock }) => ({ stock })`. (simulator/observes-nothing)"
    )
  }
}
