/**
 * Calls of operations, from the moment in which they are asked for to their answer.
 * @module
 */
import type { Command } from "../../machine/command.ts"

/** A call of an operation. */
export interface Engagement {
  readonly command: Extract<Command, { readonly kind: "operation" }>
  /** Waits for room; is called after the next commit; has been called; is not wanted any more. */
  state: "asked" | "intended" | "called" | "off"
  /** Its result is not wanted any more. */
  stopped: boolean
  /** Made when somebody asks for the signal. */
  controller: AbortController | undefined
}
