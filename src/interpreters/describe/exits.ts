/**
 * Weights by exit: what a step has done when it completes, when it fails, and when it is stopped.
 *
 * Errors are alternatives that skip what follows until an `attempt` takes them up, so weights with exits are the upper
 * triangular matrices over a semiring: what fails stays failed, and sequence is their product. Some of what completes is
 * known to have a tag, which a choice behind it looks at: an attempt that cannot fail never gives `Left`.
 * @module
 */
import type { Semiring } from "./semiring.ts"

/** What a step weighs, by how it ends. `stopped` is every other way: interrupted, defect, stuck, waiting for ever. */
export interface Exits<T> {
  readonly completed: T
  readonly failed: T
  readonly stopped: T
}

/** The same, with what is known of tags. */
export interface Tagged<T> extends Exits<T> {
  /** What completed, by the tag of the output, when that is known of all of it. */
  readonly outputs: ReadonlyMap<string, T> | undefined
  /** The exits by the tag of the input, of a choice. */
  readonly arms: ReadonlyMap<string, Exits<T>> | undefined
}

/** Exits of a step that knows no tags. */
export const untagged = <T>({ completed, failed, stopped }: Exits<T>): Tagged<T> => ({
  completed,
  failed,
  stopped,
  outputs: undefined,
  arms: undefined
})

/** What has been done when a step has ended, however it did. */
export const total = <T>({ plus }: Semiring<T>, { completed, failed, stopped }: Exits<T>): T =>
  plus(plus(completed, failed), stopped)

/** What a step has done when it is stopped at any point, be it before its start. */
export const partial = <T>(semiring: Semiring<T>, exits: Exits<T>): T =>
  semiring.plus(semiring.one, total(semiring, exits))

/** Exits of what always completes and does this. */
export const completing = <T>({ zero }: Semiring<T>, weight: T): Exits<T> => ({
  completed: weight,
  failed: zero,
  stopped: zero
})

/** One or the other. */
export const either = <T>({ plus }: Semiring<T>, one: Exits<T>, other: Exits<T>): Exits<T> => ({
  completed: plus(one.completed, other.completed),
  failed: plus(one.failed, other.failed),
  stopped: plus(one.stopped, other.stopped)
})

/** What has been done before, then the step. */
export const behind = <T>({ times }: Semiring<T>, before: T, exits: Exits<T>): Exits<T> => ({
  completed: times(before, exits.completed),
  failed: times(before, exits.failed),
  stopped: times(before, exits.stopped)
})

/** One after the other: the second begins where the first completed. */
export const followed = <T>(semiring: Semiring<T>, first: Tagged<T>, second: Tagged<T>): Tagged<T> => {
  const { plus, times } = semiring
  const next =
    first.outputs === undefined || second.arms === undefined
      ? behind(semiring, first.completed, second)
      : chosen(semiring, first.outputs, second.arms)
  return {
    completed: next.completed,
    failed: plus(first.failed, next.failed),
    stopped: plus(first.stopped, next.stopped),
    outputs:
      second.outputs &&
      new Map([...second.outputs].map(([tag, weight]) => [tag, times(first.completed, weight)])),
    arms: undefined
  }
}

/** Each output goes to the arm of its tag; one without an arm is a defect. */
const chosen = <T>(
  semiring: Semiring<T>,
  outputs: ReadonlyMap<string, T>,
  arms: ReadonlyMap<string, Exits<T>>
): Exits<T> => {
  const { zero } = semiring
  let all: Exits<T> = { completed: zero, failed: zero, stopped: zero }
  for (const [tag, weight] of outputs) {
    const arm = arms.get(tag)
    all = either(
      semiring,
      all,
      arm === undefined ? { completed: zero, failed: zero, stopped: weight } : behind(semiring, weight, arm)
    )
  }
  return all
}
