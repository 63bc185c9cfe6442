/**
 * Carriers: targets of values, such as promises of outcomes, and what is known of them.
 *
 * The functions into a carrier are a target of interpreters, its Kleisli category. A transformation between interpreters is
 * one between their carriers.
 * @module
 */
import type { Completed, Outcome } from "../core/outcome.ts"
import type { Promised } from "../core/promised.ts"
import type { Morphism, Target } from "../core/target.ts"

/** A carrier whose outputs can be changed by functions. Laws: `map(same) = same`, `map(flow(f, g)) = flow(map(f), map(g))`. */
export interface Functor<F extends Target> {
  readonly map: <B, C>(
    change: (output: B) => C
  ) => <A, E, R>(value: Morphism<F, A, B, E, R>) => Morphism<F, A, C, E, R>
}

/** A carrier whose functions compose: `of` is their identity, `chain` composes. */
export interface Monad<F extends Target> extends Functor<F> {
  readonly of: <B>(output: B) => Morphism<F, unknown, B, never, never>
  readonly chain: <A, B, C, E, R>(
    next: (output: B) => Morphism<F, A, C, E, R>
  ) => (value: Morphism<F, A, B, E, R>) => Morphism<F, A, C, E, R>
}

/** What is given when a context is: functions of it. The carrier of configuration, signals and, with `void`, of delay. */
export interface Reader<C> extends Target {
  readonly morphism: (context: C) => this["B"]
}

/** The values of `Inner` as outputs of `Outer`: `Compose<Reader<C>, Promised>` are functions of `C` to promises. */
export interface Compose<Outer extends Target, Inner extends Target> extends Target {
  readonly morphism: Morphism<
    Outer,
    this["A"],
    Morphism<Inner, this["A"], this["B"], this["E"], this["R"]>,
    this["E"],
    this["R"]
  >
}

/** Something that is started when it is called, each time anew. */
export type Delayed<F extends Target> = Compose<Reader<void>, F>

/** A promise of an outcome that is started when a signal is given, and cancelled by it. */
export type Stoppable = Compose<Reader<AbortSignal>, Promised>

/** Functions of a context as a functor: `map` composes. */
export const readerFunctor = <C>(): Functor<Reader<C>> => ({
  map: (change) => (value) => (context) => change(value(context))
})

/** Promises of outcomes as a monad: what did not complete stays what it is. */
export const promisedMonad: Monad<Promised> = {
  of: (output) => Promise.resolve({ _tag: "Completed", output }),
  map: (change) => (value) =>
    value.then((outcome) => (outcome._tag === "Completed" ? completed(change(outcome.output)) : outcome)),
  chain: (following) => (value) =>
    value.then((outcome) => (outcome._tag === "Completed" ? following(outcome.output) : outcome))
}

/** Functions of a context to values of a monad, as a monad: all parts are given the same context. */
export const readerMonad = <C, F extends Target>(inner: Monad<F>): Monad<Compose<Reader<C>, F>> => ({
  of: (output) => () => inner.of(output),
  map:
    <B, D>(change: (output: B) => D) =>
    <A, E, R>(value: (context: C) => Morphism<F, A, B, E, R>) =>
    (context: C) =>
      inner.map(change)<A, E, R>(value(context)),
  chain:
    <A, B, D, E, R>(next: (output: B) => (context: C) => Morphism<F, A, D, E, R>) =>
    (value: (context: C) => Morphism<F, A, B, E, R>) =>
    (context: C) =>
      inner.chain<A, B, D, E, R>((output) => next(output)(context))(value(context))
})

const completed = <B>(output: B): Outcome<B, never> & Completed<B> => ({ _tag: "Completed", output })
