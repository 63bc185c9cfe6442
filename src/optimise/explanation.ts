/**
 * What was rewritten and what was not, and why.
 * @module
 */
import type { Kept, Level } from "./level.ts"

/** The result of an optimisation, and how it came about. */
export interface Explanation<T> {
  readonly optimised: T
  /** In the order in which they were made. */
  readonly rewrites: ReadonlyArray<Rewrite>
  /** What looks as if it could be rewritten, and was left. */
  readonly refusals: ReadonlyArray<Refusal>
}

/** A law that was applied. */
export interface Rewrite {
  /** The id of the rule. */
  readonly rule: string
  readonly law: string
  readonly equation: string
  readonly level: Level
  readonly keeps: Kept
  /** The path of labels to it. */
  readonly place: string
  readonly before: string
  readonly after: string
  /** Why the side condition of the law holds. */
  readonly because: ReadonlyArray<string>
  /** How often it was applied in a row, each time to what it gave before. */
  readonly times: number
}

/** A rewrite that was not made. */
export interface Refusal {
  /** The id of the rule or of the temptation. */
  readonly rule: string
  readonly equation: string
  /** What would be claimed and is not promised: `N1` to `N18`; `level` when the law holds, but not finely enough. */
  readonly nonLaw: string
  readonly place: string
  readonly at: string
  readonly because: string
}

/** Shows an explanation as text. */
export const showExplanation = ({ rewrites, refusals }: Explanation<unknown>): string =>
  [
    ...(rewrites.length === 0 ? ["Nothing was rewritten."] : []),
    ...rewrites.flatMap(showRewrite),
    ...refusals.flatMap(showRefusal)
  ].join("\n")

const showRewrite = (rewrite: Rewrite): ReadonlyArray<string> => [
  `${rewrite.rule}${rewrite.times === 1 ? "" : ` (${rewrite.times} times)`} at ${rewrite.place}: law ${rewrite.law}, ${rewrite.equation}`,
  `    ${rewrite.before}`,
  `    = ${rewrite.after}`,
  `    equal up to: ${rewrite.level}; keeps: ${rewrite.keeps}`,
  ...rewrite.because.map((reason) => `    ${reason}`)
]

const showRefusal = ({ rule, nonLaw, equation, place, at, because }: Refusal): ReadonlyArray<string> => [
  `not ${rule} at ${place}: ${nonLaw}, ${equation}`,
  `    ${at}`,
  `    ${because}`
]
