/**
 * Residuals as text.
 *
 * The machine itself only holds what JSON can hold; the values of a workflow may also be dates, maps, sets, big integers,
 * undefined, infinite. The format is devalue's (https://github.com/sveltejs/devalue): JSON in which values refer to each other by
 * index, so that what is shared stays shared.
 *
 * Laws: `read(write(r)) = r` (laws/recovery.ts).
 * @module
 */
import { parse, stringify } from "devalue"
import type { Residual } from "./residual.ts"

/**
 * Writes a residual down.
 *
 * Errors: throws {@link Unwritable} (`machine/unwritable`) when the workflow holds a value that is not data, a function or an
 * instance of a class, where it waits.
 */
export const write = (residual: Residual): string => {
  try {
    return stringify(residual)
  } catch (cause) {
    throw new Unwritable(cause)
  }
}

/** Reads a residual that {@link write} has written. */
export const read = (text: string): Residual => parse(text) as Residual

/** A run holds a value that cannot be written down. */
export class Unwritable extends TypeError {
  override readonly name = "Unwritable"
  readonly code = "machine/unwritable"
  /** Where in the residual: `.root.child.value.client`. */
  readonly path: string
  constructor(cause: unknown) {
    const { message, path = "" } = cause as { readonly message: string; readonly path?: string }
    super(
      `The run holds a value that cannot be written down: ${message} (at ${path}). Carry plain data through the workflow, and make the rest in the implementations. (machine/unwritable)`,
      { cause }
    )
    this.path = path
  }
}
