/**
 * Choice: exactly one of several steps, by the value.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { BeforeStep } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { AnyStep, Step } from "../core/step.ts"
import {
  type AnyError,
  type AnyIrreversible,
  type AnyRequirement,
  branchesOf,
  type Outputs
} from "./branches.ts"
import { pureThen } from "./pure-around.ts"

/** A value of a tagged union. */
export interface Tagged {
  readonly _tag: string
}

/** The tags of a union. */
export type TagOf<S> = S extends { readonly _tag: infer T extends string } ? T : never

/** The members of a union by tag. A table, so that many arms look theirs up at the price of one pass. */
export type Members<S> = { readonly [M in S as TagOf<M>]: M }

/** The members of a union with this tag. */
export type WithTag<S, K> = Members<S>[K & keyof Members<S>]

/** One step for each tag of a union. */
export type Arms<S extends Tagged> = {
  readonly [K in keyof Members<S>]: Step<Members<S>[K], unknown, unknown, unknown, unknown>
}

/** Arms for tags that the union does not have. */
export type NoOtherArms<H, S extends Tagged> = {
  readonly [K in Exclude<keyof H, S["_tag"]>]: "the union has no such tag"
}

/**
 * Goes on with the arm that the tag of the value names; every tag needs one: copairing.
 *
 * Laws: `inject(k) >>> match(arms) = arms[k]`; `match(arms) >>> h = match(arms >>> h)` (laws/choice.ts).
 * @example
 * type Verdict = { readonly _tag: "Ok"; readonly score: number } | { readonly _tag: "Bad"; readonly why: string }
 * const say = pipe(
 *   Step.identity<Verdict>(),
 *   Step.match({
 *     Ok: Step.pure((ok: { score: number }) => `score ${ok.score}`),
 *     Bad: Step.pure((bad: { why: string }) => bad.why)
 *   })
 * )
 * runSync(say)({ _tag: "Ok", score: 3 }) // => { _tag: "Completed", output: "score 3" }
 */
export const match =
  <S extends Tagged, const H extends Arms<S>>(arms: H & NoInfer<NoOtherArms<H, S>>) =>
  <A, E, R, X extends BeforeStep<AnyError<H>>>(
    first: Step<A, S, E, R, X>
  ): Step<A, Outputs<H>[keyof H], E | AnyError<H>, R | AnyRequirement<H>, X | AnyIrreversible<H>> =>
    stepOf({
      kind: "sequence",
      first,
      second: stepOf({
        kind: "choice",
        tag: "_tag",
        arms: branchesOf(arms as Readonly<Record<string, AnyStep>>)
      })
    })

/**
 * Goes on with `left` or `right`, on what the Either holds.
 *
 * Laws: `attempt(f) >>> matchEither({ left: fail, right: identity }) = f` (laws/errors.ts).
 * @example
 * const either = Step.matchEither({ left: Step.pure((e: string) => e.length), right: Step.identity<number>() })
 * runSync(pipe(Step.succeed(right(5)), either))(undefined) // => { _tag: "Completed", output: 5 }
 */
export const matchEither =
  <L, B, E1, R1, X1, V, C, E2, R2, X2>(arms: {
    readonly left: Step<L, B, E1, R1, X1>
    readonly right: Step<V, C, E2, R2, X2>
  }) =>
  <A, E, R, X extends BeforeStep<E1 | E2>>(
    first: Step<A, Either<L, V>, E, R, X>
  ): Step<A, B | C, E | E1 | E2, R | R1 | R2, X | X1 | X2> =>
    stepOf({ kind: "sequence", first, second: eitherChoice(arms.left, arms.right) })

/** The choice node of an Either: each arm runs on what its side holds. */
export const eitherChoice = (left: AnyStep, right: AnyStep): AnyStep =>
  stepOf({
    kind: "choice",
    tag: "_tag",
    arms: [
      { name: "Left", step: pureThen((either: { readonly left: unknown }) => either.left, left) },
      { name: "Right", step: pureThen((either: { readonly right: unknown }) => either.right, right) }
    ]
  })
