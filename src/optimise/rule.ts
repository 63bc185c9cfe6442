/**
 * Rewrite rules as values: an equation, read from left to right, with the side condition under which it is a law.
 * @module
 */
import type { Context } from "./context.ts"
import type { Known } from "./known.ts"
import type { Kept, Level } from "./level.ts"

/** A law, read from left to right. */
export interface Rule {
  /** Short and stable: `fusion`, `parallel`. */
  readonly id: string
  /** The ids of the laws that it rests on. */
  readonly law: string
  /** The equation in words of the API; the left side is replaced by the right. */
  readonly equation: string
  /** What it takes, in words, besides the form of the left side. */
  readonly condition: string
  /** How fine the two sides agree. */
  readonly level: Level
  readonly keeps: Kept
  readonly rewrite: Rewriting
}

/** What a rule looks at: a step by itself, two neighbours in a sequence, or a whole sequence. */
export type Rewriting =
  | { readonly of: "step"; readonly apply: (step: Known, context: Context) => Verdict }
  | { readonly of: "pair"; readonly apply: (first: Known, second: Known, context: Context) => Verdict }
  | { readonly of: "sequence"; readonly apply: (parts: ReadonlyArray<Known>, context: Context) => Scan }

/** What a rule says of what it looked at; nothing when it does not have the form of the left side. */
export type Verdict = Replaced | Refused | undefined

/** The form fits and the side condition holds. */
export interface Replaced {
  readonly kind: "replaced"
  /** The right side, one part after the other. */
  readonly by: ReadonlyArray<Known>
  /** Why the side condition holds. */
  readonly because: ReadonlyArray<string>
}

/** The form fits and the side condition does not hold. */
export interface Refused {
  readonly kind: "refused"
  /** What is not promised, and would be claimed (docs/explanation/not-promised.md). */
  readonly nonLaw: string
  readonly because: string
}

/** What a rule says of a whole sequence, piece by piece; the pieces together are the sequence. */
export type Scan = ReadonlyArray<{
  readonly parts: ReadonlyArray<Known>
  /** What was looked at, where that is not the piece. */
  readonly seen?: ReadonlyArray<Known>
  readonly verdict: Verdict
}>

/** Replaces what was looked at. */
export const replaced = (by: ReadonlyArray<Known>, ...because: ReadonlyArray<string>): Replaced => ({
  kind: "replaced",
  by,
  because
})

/** Leaves what was looked at, and says why. */
export const refused = (nonLaw: string, because: string): Refused => ({ kind: "refused", nonLaw, because })
