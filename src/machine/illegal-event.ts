/**
 * Events that cannot have happened.
 * @module
 */

/** What is wrong with an event. */
export type IllegalEventCode =
  | "machine/unknown-node"
  | "machine/wrong-event"
  | "machine/not-started"
  | "machine/too-early"
  | "machine/not-stuck"
  | "machine/other-term"

/**
 * An event cannot belong to this run: the driver or its journal is wrong. The residual is as it was.
 *
 * Late and repeated events are not illegal: they change nothing.
 */
export class IllegalEvent extends Error {
  override readonly name = "IllegalEvent"
  readonly code: IllegalEventCode
  constructor(code: IllegalEventCode, what: string) {
    super(`${what} (${code})`)
    this.code = code
  }
}
