/**
 * Constant functions that can be told from others.
 *
 * A pure function is opaque: nothing but calling it says what it gives. Those that give one value whatever they get are marked
 * when they are made, so that what is certain about a term can be said without running it.
 * @module
 */
import type { Opaque } from "./node.ts"

/** Makes the function that gives `value`, whatever it gets. */
export const constant = <B>(value: B): (() => B) => {
  const apply = (): B => value
  return Object.assign(apply, { "~constant": { value } })
}

/** The value that a function gives whatever it gets, in a box; `undefined` when nobody vouches for it. */
export const constantOf = (apply: Opaque): { readonly value: unknown } | undefined =>
  (apply as { readonly "~constant"?: { readonly value: unknown } })["~constant"]
