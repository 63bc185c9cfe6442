/**
 * What the check of a workflow knows of each sub-term.
 * @module
 */

/** What is known of a sub-term. */
export interface Summary {
  /** The id of an irreversible operation in it. */
  readonly irreversible: string | undefined
  /** The id of an operation whose declared error certainly leaves it. */
  readonly fallible: string | undefined
  /** The same, once a failure that was attempted before it is left out: the arm `Right` of a choice, or all of it. */
  readonly fallibleOnRight: string | undefined
  /** It is an attempt, whose failure is a value for what follows. */
  readonly attempts: boolean
  /** The ids of undoable writes that nobody has paired with an undo. */
  readonly unpaired: ReadonlyArray<string>
  /** The ids of operations that may be delivered only once. */
  readonly atMostOnce: ReadonlyArray<string>
  /** It takes at least this many milliseconds to succeed. */
  readonly shortest: number
  /** The milliseconds before the second attempt of an unbounded retry in it. */
  readonly secondAttempt: number | undefined
  /** It is nothing but a timer. */
  readonly timer: boolean
}

/** What is known of a step that asks for nothing. */
export const nothing: Summary = {
  irreversible: undefined,
  fallible: undefined,
  fallibleOnRight: undefined,
  attempts: false,
  unpaired: [],
  atMostOnce: [],
  shortest: 0,
  secondAttempt: undefined,
  timer: false
}

/** No declared error leaves the step. */
export const infallible: Pick<Summary, "fallible" | "fallibleOnRight"> = {
  fallible: undefined,
  fallibleOnRight: undefined
}

/** What is known of several sub-terms together; how long they take depends on how they are put together. */
export const joined = (parts: ReadonlyArray<Summary>): Summary => ({
  irreversible: parts.find((part) => part.irreversible !== undefined)?.irreversible,
  fallible: parts.find((part) => part.fallible !== undefined)?.fallible,
  fallibleOnRight: parts.find((part) => part.fallible !== undefined)?.fallible,
  attempts: false,
  unpaired: parts.flatMap((part) => part.unpaired),
  atMostOnce: parts.flatMap((part) => part.atMostOnce),
  shortest: 0,
  secondAttempt: parts.find((part) => part.secondAttempt !== undefined)?.secondAttempt,
  timer: false
})

/** The least time that one of them takes. */
export const shortestOf = (parts: ReadonlyArray<Summary>): number =>
  parts.length === 0 ? 0 : parts.reduce((least, { shortest }) => Math.min(least, shortest), Infinity)

/** The time that all of them side by side take. */
export const longestOf = (parts: ReadonlyArray<Summary>): number =>
  parts.reduce((most, { shortest }) => Math.max(most, shortest), 0)
