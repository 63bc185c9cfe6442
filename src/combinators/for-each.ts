/**
 * Multiple instances: one step for every item of a list.
 * @module
 */
import type { InRepetition, WhereStopped } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/** How items are worked on. */
export interface ForEachOptions<A, B> {
  /** How many items at a time; 1 is in order, `Infinity` (the default) all at once. */
  readonly concurrency?: number
  /** The identity of an item in node ids; its position when left out. Keys must differ. */
  readonly key?: (item: A, index: number) => string
  /** Stops the rest as soon as this is true of the outputs so far (in the order of the items). */
  readonly until?: (outputs: ReadonlyArray<B>) => boolean
}

/**
 * Runs a step for every item of a list, at most `concurrency` at a time, and gives the outputs in the order of the items.
 *
 * With `until` it stops early: items that are under way are stopped and undone, and only the outputs that exist are given.
 *
 * Laws: `forEach(pure(f)) = pure(map f)`; one at a time, it splits over concatenation; a bound on concurrency only removes
 * behaviours (laws/traverse.ts).
 *
 * Errors: throws `for-each/concurrency` when `concurrency` is neither a whole number from 1 nor `Infinity`.
 * @example
 * const doubles = pipe(Step.pure((n: number) => n * 2), Step.forEach({ concurrency: 2 }))
 * runSync(doubles)([1, 2, 3]) // => { _tag: "Completed", output: [2, 4, 6] }
 */
export const forEach =
  <A, B, const O extends ForEachOptions<NoInfer<A>, NoInfer<B>>>(options?: O) =>
  <E, R, X extends ForEachRule<O, E>>(
    step: Step<A, B, E, R, X>
  ): Step<ReadonlyArray<A>, ReadonlyArray<B>, E, R, X> => {
    const concurrency = options?.concurrency ?? Infinity
    if (!(concurrency >= 1) || (concurrency !== Infinity && !Number.isInteger(concurrency)))
      throw new RangeError(
        `expected a concurrency that is a whole number from 1 or Infinity (was ${concurrency}). (for-each/concurrency)`
      )
    return stepOf({ kind: "forEach", step, concurrency, key: options?.key, until: options?.until })
  }

type ForEachRule<O, E> = O extends { readonly until: unknown } ? WhereStopped : InRepetition<E>
