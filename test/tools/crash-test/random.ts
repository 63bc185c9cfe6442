/** Pseudo-random numbers from a seed, so that a failing crash test can be drawn again. */
export interface Random {
  /** From 0 up to, but without, 1. */
  readonly next: () => number
  /** A whole number of `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  /** True once in so many times. */
  readonly onceIn: (times: number) => boolean
  readonly oneOf: <A>(first: A, ...others: ReadonlyArray<A>) => A
}

/** Mulberry32; different streams of one seed are independent enough for load. */
export const randomOf = (seed: number, stream: number): Random => {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    onceIn: (times) => between(1, times) === 1,
    oneOf: (first, ...others) => [first, ...others][between(0, others.length)] ?? first
  }
}
