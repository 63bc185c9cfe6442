/**
 * The values of runs as they stand in the journal.
 * @module
 */
import type { Value } from "../journal/journal.ts"
import type { Payload } from "../payload/payload.ts"
import { textOf, valueOf } from "../payload/text.ts"

/** How values are written and read. */
export interface Payloads {
  /** One value as a line of text. Errors: throws `machine/unwritable`. */
  readonly line: (value: unknown) => string
  /** Reads a line. */
  readonly readLine: (line: string) => unknown
  /** Lines that {@link line} has made. */
  readonly lines: (lines: ReadonlyArray<string>) => Value
  /** Reads lines. */
  readonly readLines: (value: Value) => ReadonlyArray<unknown>
  /** One value. `what` is what messages call it. Errors: throws `machine/unwritable`, `payload/too-large`. */
  readonly write: (value: unknown, what: string) => Value
  /** Reads one value. */
  readonly read: (value: Value) => unknown
  /** Errors: throws `payload/too-large` for a line that may not be written. */
  readonly check: (line: string, what: () => string) => void
}

/** Values as lines of text, which pass through the codecs of a payload. */
export const payloadsOf = (payload: Payload): Payloads => ({
  line: textOf,
  readLine: valueOf,
  lines: (lines) => payload.encode(lines.join("\n")),
  readLines: (value) => payload.read(value).split("\n").map(valueOf),
  write: (value, what) => payload.write(textOf(value), what),
  read: (value) => valueOf(payload.read(value)),
  check: payload.check
})
