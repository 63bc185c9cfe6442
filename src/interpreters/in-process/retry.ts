/**
 * Retries.
 * @module
 */
import type { RetryNode } from "../../core/node.ts"
import { delayBefore, retries } from "../../core/schedule.ts"
import { type Code, exec, type Instruction, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import type { Observe } from "./observation.ts"
import { suspended, Timer } from "./suspended.ts"

/** Runs the body again on the same input as long as it fails with a typed error and the schedule allows. */
export const retry = ({ schedule }: RetryNode, body: Code, observe: Observe | undefined): Instruction => {
  const attempt = (value: unknown, frame: Frame, retried: number, began: number): unknown => {
    if (frame.scope.stopped) return INTERRUPTED
    const inner = frame.within(new FailureScope(frame.scope), frame.ledger, retried + 1)
    return settled(exec(body, value, inner), body, inner, (result) => {
      inner.scope.close()
      if (!(result instanceof Halt)) return result
      const { halt } = inner.scope
      if (halt === undefined) return INTERRUPTED
      const delay = frame.scope.stopped ? undefined : delayAfter(halt, frame, retried, began)
      if (delay === undefined) return frame.scope.stop(halt)
      observe?.({
        kind: "retrying",
        attempt: retried + 2,
        delay,
        cause: halt.causes[0],
        runId: frame.run.id,
        at: frame.run.clock.now()
      })
      return new Again(delay)
    })
  }
  const delayAfter = (halt: Halt, { run }: Frame, retried: number, began: number): number | undefined => {
    const [primary] = halt.causes
    if (halt.kind !== "error" || primary?.kind !== "error" || !retries(schedule, primary.error))
      return undefined
    return delayBefore(schedule, { retry: retried + 1, elapsed: run.clock.now() - began, random: run.random })
  }
  // Loops and not recursion: neither the stack nor a chain of promises may grow with the number of attempts.
  const later = async (value: unknown, frame: Frame, pending: unknown, began: number, from: number) => {
    let result = await pending
    for (let retried = from + 1; result instanceof Again; retried++) {
      const { delay } = result
      if (delay > 0 || breathes(retried)) await suspended(frame.scope, new Timer(frame.run.clock, delay))
      result = await attempt(value, frame, retried, began)
    }
    return result
  }
  return (value, frame) => {
    const began = frame.run.clock.now()
    for (let retried = 0; ; retried++) {
      const result = attempt(value, frame, retried, began)
      if (
        result instanceof Promise ||
        (result instanceof Again && (result.delay > 0 || (frame.run.mayWait && breathes(retried + 1))))
      )
        return later(value, frame, result, began, retried)
      if (!(result instanceof Again)) return result
    }
  }
}

/** Now and then a retry without delay lets others have a turn, or it could not even be cancelled. */
const breathes = (retried: number): boolean => retried % 1_000 === 0

/** An attempt has failed, and another one follows after a delay. */
class Again {
  readonly delay: number
  constructor(delay: number) {
    this.delay = delay
  }
}
