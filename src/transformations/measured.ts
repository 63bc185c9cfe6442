/**
 * Measuring implementations: how often each operation was called, how it ended, and how long it took.
 * @module
 */
import type { Clock } from "../core/clock.ts"
import type { Middleware } from "./middleware.ts"
import { traced } from "./observed.ts"

/** What was measured, by the names of operations. It is added to while calls are made. */
export type Metrics = Record<string, OperationMetrics>

/** What was measured of an operation. All times are in milliseconds. */
export interface OperationMetrics {
  /** Calls that were started; those that are under way are the ones that have not ended in one of three ways. */
  readonly calls: number
  readonly succeeded: number
  readonly failed: number
  readonly threw: number
  /** How long all ended calls took together. */
  readonly total: number
  /** How long the longest took. */
  readonly longest: number
}

/**
 * Adds up counts and durations of each operation in `metrics`.
 *
 * Laws: transparent; `calls` is the number of calls, and when a run has ended it is the sum of the three ways to end, but for
 * readonly calls that were abandoned.
 * @example
 * import { measured, type Metrics } from "lawful/transformations"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const metrics: Metrics = {}
 * const polite = implement(Greeter, { greet: (name) => `Good day, ${name}` })
 * await run(Greeter.greet, [measured(metrics, systemClock)(polite)])("Ada")
 * metrics["Greeter.greet"]?.succeeded // => 1
 */
export const measured = (metrics: Metrics, clock: Pick<Clock, "now">): Middleware =>
  traced(({ name }) => {
    const started = clock.now()
    const before = metrics[name] ?? none
    metrics[name] = { ...before, calls: before.calls + 1 }
    return ({ kind }) => {
      const took = clock.now() - started
      const held = metrics[name] ?? none
      metrics[name] = {
        ...held,
        [kind]: held[kind] + 1,
        total: held.total + took,
        longest: Math.max(held.longest, took)
      }
    }
  })

const none: OperationMetrics = { calls: 0, succeeded: 0, failed: 0, threw: 0, total: 0, longest: 0 }
