/**
 * Plugins: those who watch an engine, with a name and a version.
 *
 * A plugin is told; it is never asked. The engine waits for none of its promises, takes none of its answers and survives all
 * its exceptions, so what plugins do is no part of the meaning of a workflow. What is to change calls is a transformation of
 * implementations; see docs/explanation/decisions/plugins-are-told.md.
 *
 * Laws: an engine with a plugin that throws, rejects or hangs keeps all laws of interpreters
 * (test/laws/observed.test.ts).
 * @module
 */
import type { LifecycleEvent, OfRun, OperationEnd, RunEnd, RunFact } from "./lifecycle-event.ts"

/** An event of one of these kinds. */
export type RunEventOf<K extends RunFact["kind"]> = OfRun & Extract<RunFact, { readonly kind: K }>

/** Somebody who watches an engine. A promise that a hook gives is not waited for; when it rejects, the others are told. */
export interface Plugin {
  /** Differs from the names of all other plugins of the engine. */
  readonly name: string
  readonly version: string
  /** Everything that happens. */
  readonly observe?: (event: LifecycleEvent) => void | Promise<void>
  /** A run is on disk, and nothing of it has been done. */
  readonly beforeRun?: (event: RunEventOf<"run/started">) => void | Promise<void>
  /** A run has ended, or is stuck. */
  readonly afterRun?: (event: OfRun & RunEnd) => void | Promise<void>
  /** A call is about to be made, in this process. One with delivery `tx` is told when it has been committed. */
  readonly beforeOperation?: (event: RunEventOf<"operation/started">) => void | Promise<void>
  /** The end of a call is on disk. */
  readonly afterOperation?: (event: OfRun & OperationEnd) => void | Promise<void>
}

/** Two plugins have one name. */
export class DuplicatePlugin extends Error {
  override readonly name = "DuplicatePlugin"
  readonly code = "durable/duplicate-plugin"
  readonly plugin: string
  constructor(plugin: string) {
    super(
      `Two plugins are called "${plugin}". Give each a name of its own, or leave one out. (durable/duplicate-plugin)`
    )
    this.plugin = plugin
  }
}
