/**
 * Ends of a simulation that are not ends of the workflow.
 * @module
 */
import { operationName } from "../../core/operation.ts"
import type { Command } from "../../machine/command.ts"

/** Nothing can happen any more, and the workflow has not ended. */
export interface Waiting {
  readonly _tag: "Waiting"
  /** What would have to come. Empty for a race of nobody. */
  readonly for: ReadonlyArray<Wait>
}

/** The simulation was broken off: so many things were put on record, and the workflow had not ended. */
export interface Unfinished {
  readonly _tag: "Unfinished"
  readonly events: number
}

/** Something that a run waits for and that does not come. */
export type Wait = { readonly runId: string; readonly node: string } & (
  | { readonly kind: "event"; readonly event: string; readonly key: string }
  /** An operation that does not answer. */
  | { readonly kind: "operation"; readonly operation: string }
  /** A time that never comes. */
  | { readonly kind: "never" }
)

/** What a run waits for. */
export const waitsOf = (run: {
  readonly id: string
  readonly commands: ReadonlyArray<Command>
}): ReadonlyArray<Wait> =>
  run.commands.flatMap((command): ReadonlyArray<Wait> => {
    const where = { runId: run.id, node: command.id }
    switch (command.kind) {
      case "receive":
        return [{ kind: "event", event: command.event.name, key: command.key, ...where }]
      case "operation":
        return [{ kind: "operation", operation: operationName(command.request.operation), ...where }]
      case "timer":
        return command.due === null ? [{ kind: "never", ...where }] : []
      // A called workflow waits for something itself, and an event does not wait to be sent.
      case "call":
      case "emit":
        return []
    }
  })
