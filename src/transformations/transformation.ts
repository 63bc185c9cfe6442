/**
 * Natural transformations between carriers: they carry an interpreter from one runtime to another.
 *
 * A transformation has a component at every type of output: it turns values of one carrier into values of another and looks
 * at nothing in them but how they end. So it commutes with every function of the output, which is its square. It induces a
 * map on functions into these carriers, and hence on interpreters ({@link through}); that map is no natural transformation
 * but a functor, and keeps composition when the transformation is a morphism of monads.
 *
 * Laws: naturality, and what is kept of composition (laws/natural.ts); vertical and horizontal composition
 * (laws/composition.ts).
 * @module
 */
import type { Interpreter, Runnable } from "../core/interpreter.ts"
import type { Provided } from "../core/mistake.ts"
import type { Kleisli, Morphism, Target } from "../core/target.ts"
import type { Compose, Delayed, Functor, Reader } from "./carrier.ts"

/** A natural transformation from `F` to `G`. */
export interface Transformation<F extends Target, G extends Target> {
  readonly name: string
  /** The component at any types. */
  readonly at: <A, B, E, R>(value: Morphism<F, A, B, E, R>) => Morphism<G, A, B, E, R>
}

/**
 * Makes a transformation of its components.
 * @example
 * import { type Delayed, Transformation } from "lawful/transformations"
 * import type { Promised } from "lawful"
 * const start = Transformation.make<Delayed<Promised>, Promised>("start", (delayed) => delayed())
 * await start.at(async () => ({ _tag: "Completed" as const, output: 1 })) // => { _tag: "Completed", output: 1 }
 */
export const make = <F extends Target, G extends Target>(
  name: string,
  at: Transformation<F, G>["at"]
): Transformation<F, G> => ({ name, at })

/** Changes nothing: the unit of {@link andThen}. */
export const identity = <F extends Target>(): Transformation<F, F> => ({
  name: "nothing",
  at: (value) => value
})

/** Transforms twice: vertical composition. Laws: associative, with {@link identity} as unit. */
export const andThen =
  <G extends Target, H extends Target>(second: Transformation<G, H>) =>
  <F extends Target>(first: Transformation<F, G>): Transformation<F, H> => ({
    name: `${first.name}, then ${second.name}`,
    at: <A, B, E, R>(value: Morphism<F, A, B, E, R>) => second.at<A, B, E, R>(first.at<A, B, E, R>(value))
  })

/** Transforms what is inside of a functor, and leaves the functor: whiskering on one side. */
export const inside =
  <H extends Target>(outer: Functor<H>) =>
  <F extends Target, G extends Target>(
    inner: Transformation<F, G>
  ): Transformation<Compose<H, F>, Compose<H, G>> => ({
    name: `${inner.name}, inside`,
    at: <A, B, E, R>(value: Morphism<Compose<H, F>, A, B, E, R>) =>
      outer.map<Morphism<F, A, B, E, R>, Morphism<G, A, B, E, R>>(inner.at<A, B, E, R>)<A, E, R>(value)
  })

/** Transforms what is around the values of `F`, and leaves these: whiskering on the other side. */
export const around = <F extends Target, H extends Target, K extends Target>(
  outer: Transformation<H, K>
): Transformation<Compose<H, F>, Compose<K, F>> => ({
  name: outer.name,
  at: <A, B, E, R>(value: Morphism<Compose<H, F>, A, B, E, R>) =>
    outer.at<A, Morphism<F, A, B, E, R>, E, R>(value)
})

/**
 * Transforms inside and around: horizontal composition. `functor` is that of the outer carrier before.
 *
 * Laws: transforming around first gives the same; interchange with {@link andThen}.
 */
export const horizontal =
  <H extends Target, K extends Target>(functor: Functor<H>, outer: Transformation<H, K>) =>
  <F extends Target, G extends Target>(
    inner: Transformation<F, G>
  ): Transformation<Compose<H, F>, Compose<K, G>> => ({
    ...andThen(around<G, H, K>(outer))(inside(functor)(inner)),
    name: `${inner.name} inside ${outer.name}`
  })

/**
 * Changes the context that is asked for: a contravariant change of environment.
 * @example
 * import { Transformation } from "lawful/transformations"
 * const length = Transformation.local((text: string) => text.length)
 * length.at((n: number) => n * 2)("four") // => 8
 */
export const local = <C, D>(change: (context: D) => C): Transformation<Reader<C>, Reader<D>> => ({
  name: "another context",
  at: (value) => (context) => value(change(context))
})

/** Asks for a context, and does not look at it. */
export const withContext = <C, F extends Target>(): Transformation<F, Compose<Reader<C>, F>> => ({
  name: "with a context",
  at: (value) => () => value
})

/** Gives the context. Gives back what {@link withContext} was applied to. */
export const provide = <C, F extends Target>(context: C): Transformation<Compose<Reader<C>, F>, F> => ({
  name: "provided",
  at: (value) => value(context)
})

/**
 * Carries an interpreter over: what it gives is transformed. What it serves stays served.
 *
 * Laws: `through(identity)(I) = I`, `through(andThen(s)(t)) = flow(through(t), through(s))`.
 */
export const through =
  <F extends Target, G extends Target>(transformation: Transformation<F, G>) =>
  <Served>(interpreter: Interpreter<Kleisli<F>, Served>): Interpreter<Kleisli<G>, Served> => ({
    name: `${interpreter.name}, then ${transformation.name}`,
    interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R> & Provided<Exclude<R, Served>>) => {
      const meaning = interpreter.interpret<A, B, E, R>(runnable)
      return (input: A) => transformation.at<A, B, E, R>(meaning(input))
    }
  })

/**
 * Delays what an interpreter gives until it is called, each time anew.
 *
 * This is no natural transformation: of a promise that has been started no component can make one that has not. What can be
 * delayed is the function that starts it, so it is a functor between the targets.
 */
export const delayed = <F extends Target, Served>(
  interpreter: Interpreter<Kleisli<F>, Served>
): Interpreter<Kleisli<Delayed<F>>, Served> => ({
  name: `${interpreter.name}, delayed`,
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R> & Provided<Exclude<R, Served>>) => {
    const meaning = interpreter.interpret<A, B, E, R>(runnable)
    return (input: A) => () => meaning(input)
  }
})
