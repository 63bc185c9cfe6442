/**
 * The type classes of fp-ts that steps are lawful instances of.
 *
 * A kind of fp-ts has four places and `Step` has five: requirements, errors, input and output are the places, and the steps
 * are those that owe no caution, `X = never`. What is irreversible has no `compose`: whether two such steps follow each other
 * depends on whether the second can fail (the pivot rule), and a `Category` composes any two. The combinators under `Step`
 * take all steps, and join errors and requirements where an instance wants them equal.
 *
 * There is no Monad (docs/explanation/why-no-monad.md) and no Bifunctor: `mapError` puts a failure scope around a step, so even
 * that of the identity function is something to the branches beside it (N17 in docs/explanation/not-promised.md).
 *
 * Laws: laws/instances.ts.
 * @module
 */
import type { Alt4 } from "fp-ts/lib/Alt.js"
import type { Applicative4 } from "fp-ts/lib/Applicative.js"
import type { Category4 } from "fp-ts/lib/Category.js"
import type { Choice4 } from "fp-ts/lib/Choice.js"
import type { Functor4 } from "fp-ts/lib/Functor.js"
import type { Profunctor4 } from "fp-ts/lib/Profunctor.js"
import type { Strong4 } from "fp-ts/lib/Strong.js"
import { orElse } from "../../combinators/catch.ts"
import { identity } from "../../combinators/compose.ts"
import { succeed } from "../../combinators/map.ts"
import { eitherChoice } from "../../combinators/match.ts"
import { pureThen, thenPure } from "../../combinators/pure-around.ts"
import { type Opaque, same, stepOf } from "../../core/node.ts"
import type { AnyStep, Step } from "../../core/step.ts"

/** The name of steps among the kinds of fp-ts. */
export const URI = "lawful/Step"
export type URI = typeof URI

declare module "fp-ts/HKT.js" {
  interface URItoKind4<S, R, E, A> {
    /** Requirements, errors, input, output. */
    readonly [URI]: Step<E, A, R, S>
  }
}

/**
 * Composes steps; from right to left, as fp-ts writes it.
 *
 * Laws: associative, with `id` as its unit.
 */
export const Category: Category4<URI> = {
  URI,
  id: identity,
  compose: (second, first) => stepOf({ kind: "sequence", first, second })
}

/** Changes the output by a pure function. Laws: identity, composition. */
export const Functor: Functor4<URI> = {
  URI,
  map: (step, f) => stepOf({ kind: "sequence", first: step, second: pure(f) })
}

/** Changes input and output by pure functions. Laws: identity, composition. */
export const Profunctor: Profunctor4<URI> = {
  ...Functor,
  promap: (step, f, g) => stepOf({ kind: "sequence", first: pureThen(f, step), second: pure(g) })
}

/**
 * Carries a value past a step.
 *
 * Laws: `second` mirrors `first`, pure functions move past a step, nesting is associative, the carried value can be dropped.
 */
export const Strong: Strong4<URI> = {
  ...Profunctor,
  first: (step) => stepOf({ kind: "carry", select: fst, step, merge: ([, c]: Pair, b: unknown) => [b, c] }),
  second: (step) => stepOf({ kind: "carry", select: snd, step, merge: ([c]: Pair, b: unknown) => [c, b] })
}

/**
 * Runs a step on one side of an Either and leaves the other alone.
 *
 * Laws: `right` mirrors `left`, pure functions on the other side move past, nesting is associative, the side can be known.
 */
export const Choice: Choice4<URI> = {
  ...Profunctor,
  left: (step) => typed(eitherChoice(thenPure(step, left), pure(right))),
  right: (step) => typed(eitherChoice(pure(left), thenPure(step, right)))
}

/**
 * Runs steps on the same input, one after the other: a step that gives a function, then one that gives its argument.
 *
 * Laws: identity, composition, homomorphism, interchange.
 */
export const Applicative: Applicative4<URI> = {
  ...Functor,
  of: succeed,
  ap: (functions, step) =>
    stepOf({
      kind: "sequence",
      first: stepOf({
        kind: "carry",
        select: same,
        step: functions,
        merge: (input: unknown, f: unknown): Pair => [input, f]
      }),
      second: stepOf({
        kind: "carry",
        select: fst,
        step,
        merge: ([, f]: Pair, value: unknown) => (f as (value: unknown) => unknown)(value)
      })
    })
}

/**
 * Runs the second step, on the same input, when the first has failed and has been undone.
 *
 * Laws: associative; mapping the output of both is mapping that of whichever gives it.
 */
export const Alt: Alt4<URI> = {
  ...Functor,
  alt: (step, other) => orElse(other())(step)
}

type Pair = readonly [unknown, unknown]

const fst = ([value]: Pair): unknown => value
const snd = ([, value]: Pair): unknown => value
const left = (value: unknown) => ({ _tag: "Left", left: value })
const right = (value: unknown) => ({ _tag: "Right", right: value })
const pure = (apply: Opaque): AnyStep => stepOf<never, unknown>({ kind: "pure", apply })

/** Gives a step its types; the instance that calls it says which. */
const typed = <A, B, E, R>(step: AnyStep): Step<A, B, E, R> => step as Step<A, B, E, R>
