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
import { suspended } from "./suspended.ts"

/** Runs the body again on the same input as long as it fails with a typed error and the schedule allows. */
export const retry = ({ schedule }: RetryNode, body: Code, observe: Observe | undefined): Instruction => {
  const start = (value: unknown, frame: Frame, retried: number, began: number): unknown => {
    if (frame.scope.stopped) return INTERRUPTED
    const inner = frame.within(new FailureScope(frame.scope), frame.ledger, retried + 1)
    return settled(exec(body, value, inner), body, inner, (result) => {
      inner.scope.close()
      if (!(result instanceof Halt)) return result
      const { halt } = inner.scope
      if (halt === undefined) return INTERRUPTED
      const delay = delayAfter(halt, frame, retried, began)
      if (delay === undefined) return frame.scope.stop(halt)
      observe?.({
        kind: "retrying",
        attempt: retried + 2,
        delay,
        cause: halt.causes[0],
        runId: frame.run.id,
        at: frame.run.clock.now()
      })
      return again(value, frame, retried + 1, began, delay)
    })
  }
  const delayAfter = (halt: Halt, { run }: Frame, retried: number, began: number): number | undefined => {
    const [primary] = halt.causes
    if (halt.kind !== "error" || primary?.kind !== "error" || !retries(schedule, primary.error))
      return undefined
    return delayBefore(schedule, { retry: retried + 1, elapsed: run.clock.now() - began, random: run.random })
  }
  const again = (value: unknown, frame: Frame, retried: number, began: number, delay: number): unknown => {
    if (delay === 0) return start(value, frame, retried, began)
    const slept = suspended(frame.scope, (wake) => frame.run.clock.after(delay, () => wake(undefined)))
    return slept instanceof Promise
      ? slept.then((woken) => (woken instanceof Halt ? woken : start(value, frame, retried, began)))
      : start(value, frame, retried, began)
  }
  return (value, frame) => start(value, frame, 0, frame.run.clock.now())
}
