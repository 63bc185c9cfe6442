/**
 * Steps that carry a value past another step: the strength of the Freyd category, which makes steps arrows.
 * @module
 */
import type { BeforeStep } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Runs `step` on the first half of a pair and leaves the second as it is.
 *
 * Laws: `first(f >>> g) = first(f) >>> first(g)`, `first(pure(f)) = pure(f x id)` (laws/arrow.ts).
 * @example
 * runSync(Step.first<string>()(Step.pure((n: number) => n + 1)))([1, "b"]) // => { _tag: "Completed", output: [2, "b"] }
 */
export const first =
  <C>() =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<readonly [A, C], readonly [B, C], E, R, X> =>
    stepOf({
      kind: "carry",
      select: ([a]: readonly [A, C]) => a,
      step,
      merge: ([, c]: readonly [A, C], b: B) => [b, c],
      fields: { reads: ["0"], writes: ["0"] }
    })

/**
 * Runs `step` on the second half of a pair and leaves the first as it is.
 *
 * Laws: as {@link first}, mirrored (laws/arrow.ts).
 * @example
 * runSync(Step.second<string>()(Step.pure((n: number) => n + 1)))(["a", 1]) // => { _tag: "Completed", output: ["a", 2] }
 */
export const second =
  <C>() =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<readonly [C, A], readonly [C, B], E, R, X> =>
    stepOf({
      kind: "carry",
      select: ([, a]: readonly [C, A]) => a,
      step,
      merge: ([c]: readonly [C, A], b: B) => [c, b],
      fields: { reads: ["1"], writes: ["1"] }
    })

/**
 * Runs `step` on a part of the value for its effect, and gives the value on unchanged.
 *
 * Laws: `tap(f, step) = map((a) => [f(a), a]) >>> first(step) >>> map(([, a]) => a)` (laws/arrow.ts).
 * @example
 * const checked = pipe(Step.identity<number>(), Step.tap((n) => `${n}`, Step.pure((text: string) => text.length)))
 * runSync(checked)(42) // => { _tag: "Completed", output: 42 }
 */
export const tap =
  <S, I, E2, R2, X2>(select: (value: NoInfer<S>) => NoInfer<I>, step: Step<I, unknown, E2, R2, X2>) =>
  <A, E, R, X extends BeforeStep<E2>>(before: Step<A, S, E, R, X>): Step<A, S, E | E2, R | R2, X | X2> =>
    stepOf({
      kind: "sequence",
      first: before,
      second: stepOf({
        kind: "carry",
        select,
        step,
        merge: (value: S) => value,
        fields: { reads: "all", writes: [] }
      })
    })
