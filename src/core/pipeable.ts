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
  pipe<Self, B, C, D, E, F, G, H, I, J, K>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K
  ): K
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L
  ): L
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M
  ): M
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N
  ): N
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O
  ): O
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P
  ): P
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P,
    pq: (p: P) => Q
  ): Q
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P,
    pq: (p: P) => Q,
    qr: (q: Q) => R
  ): R
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P,
    pq: (p: P) => Q,
    qr: (q: Q) => R,
    rs: (r: R) => S
  ): S
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P,
    pq: (p: P) => Q,
    qr: (q: Q) => R,
    rs: (r: R) => S,
    st: (s: S) => T
  ): T
  pipe<Self, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U>(
    this: Self,
    ab: (self: Self) => B,
    bc: (b: B) => C,
    cd: (c: C) => D,
    de: (d: D) => E,
    ef: (e: E) => F,
    fg: (f: F) => G,
    gh: (g: G) => H,
    hi: (h: H) => I,
    ij: (i: I) => J,
    jk: (j: J) => K,
    kl: (k: K) => L,
    lm: (l: L) => M,
    mn: (m: M) => N,
    no: (n: N) => O,
    op: (o: O) => P,
    pq: (p: P) => Q,
    qr: (q: Q) => R,
    rs: (r: R) => S,
    st: (s: S) => T,
    tu: (t: T) => U
  ): U
}

/** The prototype that gives plain data its `.pipe`; not enumerable, so the data stays plain to JSON and to equality. */
export const pipeable: object = Object.defineProperty({}, "pipe", {
  value(this: unknown, ...functions: ReadonlyArray<(value: unknown) => unknown>): unknown {
    let value: unknown = this
    for (const f of functions) value = f(value)
    return value
  }
})
