/**
 * Pure steps that give one value whatever they get.
 *
 * A pure function is opaque: nothing but calling it says what it gives. Steps that do not look at their input are marked when
 * they are made, so that what is certain about a term can be said without running it.
 * @module
 */
import { applied } from "./apply.ts"
import type { PureNode } from "./node.ts"

/** The value that a pure step gives whatever it gets, in a box; `undefined` when nobody vouches for it. */
export const constantOf = ({ apply, constant }: PureNode): { readonly value: unknown } | undefined => {
  if (constant !== true) return undefined
  try {
    return { value: applied(apply)(undefined) }
  } catch {
    return undefined
  }
}
