/**
 * Recoverables: what runs workflows on a journal that outlives the processes that write it.
 * @module
 */
import type { Provider } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { MachineEvent } from "../src/machine/event.ts"
import type { Program } from "../src/machine/program.ts"
import type { Residual } from "../src/machine/residual.ts"
import type { Capability } from "./subject.ts"
import type { World } from "./world.ts"

/** Something that goes on after a crash: what the laws of recovery are checked on. */
export interface Recoverable {
  readonly name: string
  readonly capabilities: ReadonlySet<Capability>
  /** A new place for journals. */
  readonly store: () => Store
  /** What it keeps of a run, and how; the functions of the machine, unless it has its own. */
  readonly keeping: Keeping
  /** Resolves when the process can do nothing more before an operation ends or time passes. */
  readonly idle: () => Promise<void>
}

/** A place that survives the processes that write to it. */
export interface Store {
  /** Starts a process: it begins the run, or goes on with it when there is something about it in the store. */
  readonly start: (
    step: AnyStep,
    input: unknown,
    world: World,
    workflows: ReadonlyArray<Provider<string, unknown>>
  ) => Process
  /** What a process that started now would go on with, by the id of the run. */
  readonly recovered: () => ReadonlyMap<string, Residual>
}

/** A process that runs one workflow, and those that it calls. */
export interface Process {
  readonly outcome: Promise<Outcome<unknown, unknown>>
  /** Ends it at once: it asks for nothing any more, and what is answered does not reach it. */
  readonly kill: () => void
  /** What is left of its runs, by their ids. */
  readonly live: () => ReadonlyMap<string, Residual>
}

/** How what is left of a run is kept. */
export interface Keeping {
  readonly advance: (program: Program, residual: Residual, event: MachineEvent) => Residual
  readonly write: (residual: Residual) => string
  readonly read: (text: string) => Residual
}
