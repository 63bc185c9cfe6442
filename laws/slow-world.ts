/**
 * A world in which operations take time.
 * @module
 */
import type { FaultPlan } from "./faults.ts"
import { type Answer, type Call, World } from "./world.ts"

/** An operation waits for its time, and is executed then. */
export class SlowWorld extends World {
  readonly #latency: (operation: string) => number

  constructor(plan: FaultPlan, latency: (operation: string) => number) {
    super(plan)
    this.#latency = latency
  }

  override perform(operation: string, input: number, call: Call): Answer | Promise<Answer> {
    const latency = this.#latency(operation)
    if (latency === 0) return super.perform(operation, input, call)
    const made = { key: call.key, attempt: call.attempt, signal: call.signal }
    return new Promise((resolve, reject: (cause: Error) => void) => {
      const callOff = this.clock.after(latency, () => {
        Promise.resolve(super.perform(operation, input, made)).then(resolve, reject)
      })
      // A read whose result is not wanted any more is not made.
      if (operation.startsWith("read")) call.signal.addEventListener("abort", callOff)
    })
  }
}
