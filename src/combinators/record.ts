/**
 * Record notation: earlier values stay in reach by name, without nesting, and the step stays static data.
 *
 * Each `bind` is the strength of the category in disguise: it runs a step on a part of the state and adds the result.
 * @module
 */
import type { BeforeStep, Pure } from "../core/mistake.ts"
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/** A name that the record does not have yet. */
export type NewName<N, S> = N extends keyof S ? ThisNameIsTaken : unknown

/** A name that the record has already. */
export interface ThisNameIsTaken {
  readonly "this name is taken in the record": "choose another"
}

/**
 * Begins a record: the input becomes its field `input`.
 *
 * Laws: `begin = pure((input) => ({ input }))` (laws/arrow.ts).
 * @example
 * runSync(Step.begin<number>())(1) // => { _tag: "Completed", output: { input: 1 } }
 */
export const begin = <A>(): Step<A, { readonly input: A }> =>
  stepOf({ kind: "pure", apply: (input: A) => ({ input }) })

/**
 * Runs `step` on a part of the record and adds its output under `name`.
 *
 * Laws: `bind(n, f, step) = map((s) => [f(s), s]) >>> first(step) >>> map(([b, s]) => ({ ...s, [n]: b }))` (laws/arrow.ts).
 * @example
 * const area = pipe(
 *   Step.begin<{ width: number; height: number }>(),
 *   Step.bind("area", (s) => s.input, Step.pure((r: { width: number; height: number }) => r.width * r.height)),
 *   Step.map((s) => `${s.input.width} x ${s.input.height} = ${s.area}`)
 * )
 * runSync(area)({ width: 2, height: 3 }) // => { _tag: "Completed", output: "2 x 3 = 6" }
 */
export const bind =
  <const N extends string, S, I, B, E2, R2, X2>(
    name: N & NewName<N, NoInfer<S>>,
    select: (state: NoInfer<S>) => NoInfer<I>,
    step: Step<I, B, E2, R2, X2>
  ) =>
  <A, E, R, X extends BeforeStep<E2>>(
    first: Step<A, S, E, R, X>
  ): Step<A, S & { readonly [K in N]: B }, E | E2, R | R2, X | X2> =>
    stepOf({
      kind: "sequence",
      first,
      second: stepOf({
        kind: "carry",
        select,
        step,
        merge: (state: object, value: B) => ({ ...state, [name]: value }),
        fields: { reads: "all", writes: [name] }
      })
    })

/**
 * As {@link bind}, with a `select` that is given the named fields only. So it is known what the step depends on, and
 * `optimise` may run it beside others that it does not depend on.
 *
 * Laws: `bindFrom(n, fields, f, step) = bind(n, (s) => f(pick(s, fields)), step)` (laws/arrow.ts).
 * @example
 * const total = pipe(
 *   Step.begin<{ net: number }>(),
 *   Step.bindFrom("tax", ["input"], ({ input }) => input.net, Step.pure((net: number) => net * 0.5)),
 *   Step.bindFrom("total", ["input", "tax"], ({ input, tax }) => input.net + tax, Step.identity<number>()),
 *   Step.map(({ total }) => total)
 * )
 * runSync(total)({ net: 10 }) // => { _tag: "Completed", output: 15 }
 */
export const bindFrom =
  <const N extends string, S, const K extends keyof S & string, I, B, E2, R2, X2>(
    name: N & NewName<N, NoInfer<S>>,
    fields: ReadonlyArray<K>,
    select: (picked: NoInfer<Pick<S, K>>) => NoInfer<I>,
    step: Step<I, B, E2, R2, X2>
  ) =>
  <A, E, R, X extends BeforeStep<E2>>(
    first: Step<A, S, E, R, X>
  ): Step<A, S & { readonly [K2 in N]: B }, E | E2, R | R2, X | X2> =>
    stepOf({
      kind: "sequence",
      first,
      second: stepOf({
        kind: "carry",
        select: (state: S) => select(pick(state, fields)),
        step,
        merge: (state: object, value: B) => ({ ...state, [name]: value }),
        fields: { reads: [...fields], writes: [name] }
      })
    })

/** Not by assignment: a field may be called `__proto__`. */
const pick = <S, K extends keyof S>(state: S, fields: ReadonlyArray<K>): Pick<S, K> =>
  Object.fromEntries(fields.map((field) => [field, state[field]])) as Pick<S, K>

/**
 * Adds a computed value to the record under `name`.
 *
 * Laws: `let(n, f) = map((s) => ({ ...s, [n]: f(s) }))` (laws/arrow.ts).
 * @example
 * const doubled = pipe(Step.begin<number>(), Step.let("double", (s) => s.input * 2))
 * runSync(doubled)(2) // => { _tag: "Completed", output: { input: 2, double: 4 } }
 */
const let_ =
  <const N extends string, S, B>(name: N & NewName<N, NoInfer<S>>, f: ((state: NoInfer<S>) => B) & Pure<B>) =>
  <A, E, R, X>(first: Step<A, S, E, R, X>): Step<A, S & { readonly [K in N]: B }, E, R, X> =>
    stepOf({
      kind: "sequence",
      first,
      second: stepOf({ kind: "pure", apply: (state: S & object) => ({ ...state, [name]: f(state) }) })
    })

export { let_ as let }
