/**
 * The `.pipe` method that every Lawful value carries, so that `value.pipe(f, g)` reads like `pipe(value, f, g)`.
 * @module
 */

/** Anything with a `.pipe` method. */
export interface Pipeable {
  /** Hands this value through the given functions, from left to right. */
  pipe<Self>(this: Self): Self
  pipe<Self, B>(this: Self, ab: (self: Self) => B): B
  pipe<Self, B, C>(this: Self, ab: (self: Self) => B, bc: (b: B) => C): C
  pipe<Self, B, C, D>(this: Self, ab: (self: Self) => B, bc: (b: B) => C, cd: (c: C) => D): D
  pipe<Self, B, C, D, E>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E
  ): E
  pipe<Self, B, C, D, E, F>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F
  ): F
  pipe<Self, B, C, D, E, F, G>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G
  ): G
  pipe<Self, B, C, D, E, F, G, H>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H
  ): H
  pipe<Self, B, C, D, E, F, G, H, I>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I
  ): I
  pipe<Self, B, C, D, E, F, G, H, I, J>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J
  ): J
}

/** The prototype that gives plain data its `.pipe`; not enumerable, so the data stays plain to JSON and to equality. */
export const pipeable: object = Object.defineProperty({}, "pipe", {
  value(this: unknown, ...functions: ReadonlyArray<(value: unknown) => unknown>): unknown {
    let value: unknown = this
    for (const f of functions) value = f(value)
    return value
  }
})
