/**
 * The values of runs as they stand in the journal.
 * @module
 */
import { parse, stringify } from "devalue"
import { Unwritable } from "../../machine/write.ts"
import type { Value } from "../journal/journal.ts"

/** How values are written and read. */
export interface Payloads {
  /** Lines that {@link line} has made. */
  readonly lines: (lines: ReadonlyArray<string>) => Value
  /** One value. Errors: throws `machine/unwritable`, `payload/too-large`. */
  readonly write: (value: unknown, what: string) => Value
  /** Reads one value. */
  readonly read: (value: Value) => unknown
  /** Reads lines. */
  readonly readLines: (value: Value) => ReadonlyArray<unknown>
  /** Reads a line. */
  readonly readLine: (line: string) => unknown
  /** One value as a line. Errors: throws `machine/unwritable`. */
  readonly line: (value: unknown) => string
}

const writeLine = (value: unknown): string => {
  try {
    return stringify(value)
  } catch (cause) {
    throw new Unwritable(cause)
  }
}

/** Values as they are, without codecs. */
export const plainPayloads: Payloads = {
  line: writeLine,
  readLine: (line): unknown => parse(line),
  lines: (lines) => lines.join("\n"),
  write: writeLine,
  read: (value): unknown => parse(value as string),
  readLines: (value) => (value as string).split("\n").map((line): unknown => parse(line))
}
