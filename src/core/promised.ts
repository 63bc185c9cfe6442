/**
 * The target of interpreters that give promises.
 * @module
 */
import type { Outcome } from "./outcome.ts"
import type { Target } from "./target.ts"

/** A promise of an outcome. */
export interface Promised extends Target {
  readonly morphism: Promise<Outcome<this["B"], this["E"]>>
}
