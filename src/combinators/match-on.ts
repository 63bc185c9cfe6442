/**
 * Choice by one field of a record.
 * @module
 */
import type { BeforeStep } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { AnyStep, Step } from "../core/step.ts"
import type { AnyError, AnyIrreversible, AnyRequirement, Outputs } from "./branches.ts"
import type { Members, NoOtherArms, Tagged } from "./match.ts"
import { pureThen } from "./pure-around.ts"

/** The fields of a record that hold a tagged union. */
export type TaggedFields<S> = { [F in keyof S]: S[F] extends Tagged ? F : never }[keyof S]

/** One step for each tag of a field; each gets the whole record, with that field narrowed. */
export type ArmsOn<S, F extends keyof S> = {
  readonly [K in keyof Members<S[F]>]: Step<
    S & { readonly [P in F]: Members<S[F]>[K] },
    unknown,
    unknown,
    unknown,
    unknown
  >
}

/**
 * Goes on with the arm that the tag of a field names; every tag needs one, and each arm gets the whole record.
 *
 * Laws: `matchOn(f, arms) = match(arms)` on the value of the field, with the record carried along (laws/choice.ts).
 * @example
 * type Verdict = { readonly _tag: "Ok"; readonly score: number } | { readonly _tag: "Bad"; readonly why: string }
 * const judge = Step.pure((n: number): Verdict => (n > 0 ? { _tag: "Ok", score: n } : { _tag: "Bad", why: "too low" }))
 * const say = pipe(
 *   Step.begin<number>(),
 *   Step.bind("verdict", (s) => s.input, judge),
 *   Step.matchOn("verdict", {
 *     Ok: Step.pure((s: { input: number; verdict: { score: number } }) => `${s.input} scores ${s.verdict.score}`),
 *     Bad: Step.pure((s: { verdict: { why: string } }) => s.verdict.why)
 *   })
 * )
 * runSync(say)(3) // => { _tag: "Completed", output: "3 scores 3" }
 */
export const matchOn =
  <S, const F extends TaggedFields<S>, const H extends ArmsOn<S, F>>(
    field: F,
    arms: H & NoInfer<NoOtherArms<H, Extract<S[F], Tagged>>>
  ) =>
  <A, E, R, X extends BeforeStep<AnyError<H>>>(
    first: Step<A, S, E, R, X>
  ): Step<A, Outputs<H>[keyof H], E | AnyError<H>, R | AnyRequirement<H>, X | AnyIrreversible<H>> =>
    stepOf({
      kind: "sequence",
      first,
      second: stepOf({
        kind: "sequence",
        first: stepOf({
          kind: "pure",
          apply: (record: Readonly<Record<F, Tagged>>) => routed(record, field)
        }),
        second: stepOf({
          kind: "choice",
          tag: "_tag",
          arms: Object.entries<AnyStep>(arms).map(([name, arm]) => ({
            name,
            step: pureThen(recordOf, arm)
          }))
        })
      })
    })

/** A record under the tag of one of its fields. */
interface Routed {
  readonly _tag: string
  readonly record: unknown
}

const routed = <F extends PropertyKey>(record: Readonly<Record<F, Tagged>>, field: F): Routed => ({
  _tag: record[field]._tag,
  record
})

const recordOf = ({ record }: Routed): unknown => record
