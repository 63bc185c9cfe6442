/**
 * Subjects: the interpreters that laws are checked on.
 * @module
 */
import type { Provider } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { World } from "./world.ts"

/** Something that an interpreter may or may not be able to do; a law that needs what is missing is skipped. */
export type Capability = "parallel" | "race" | "timers" | "events" | "calls"

/** An interpreter under test. */
export interface Subject {
  readonly name: string
  readonly capabilities: ReadonlySet<Capability>
  /**
   * Runs a step once. Operations of the signature `Lab` are performed by `world.perform`, time is `world.clock`.
   * `workflows` are what the step may call. When `signal` is aborted, the run is cancelled with its reason.
   */
  readonly run: (
    step: AnyStep,
    input: unknown,
    world: World,
    workflows: ReadonlyArray<Provider<string, unknown>>,
    signal?: AbortSignal
  ) => Promise<Outcome<unknown, unknown>>
  /** Resolves when the run can do nothing more before an operation ends or time passes. */
  readonly idle: () => Promise<void>
}

/** All capabilities. */
export const everything: ReadonlySet<Capability> = new Set(["parallel", "race", "timers", "events", "calls"])
