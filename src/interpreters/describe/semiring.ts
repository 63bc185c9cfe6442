/**
 * Semirings: the arithmetic of what a step may do.
 *
 * A step is a term of alternatives, of things one after the other, side by side and repeated. Whoever says what these four
 * mean for some kind of weight can weigh any step: see {@link weigh}. With a second product for what happens side by side,
 * this is a concurrent semiring without its exchange law, which a bound does not need.
 *
 * Laws: laws/semiring.ts.
 *
 * Source: Hoare, Möller, Struth, Wehrman, "Concurrent Kleene Algebra and its Foundations", JLAP 2011; Mohri, "Semiring
 * Frameworks and Algorithms for Shortest-Distance Problems", JALC 2002.
 * @module
 */

/**
 * Weights and what is done with them.
 *
 * - `zero`: there is no way. Unit of `plus`, and nothing comes after it.
 * - `one`: nothing is done. Unit of `times` and `beside`.
 * - `plus`: one or the other.
 * - `times`: one, then the other.
 * - `beside`: one and the other, side by side.
 * - `star`: one after the other, any number of times, none included.
 * - `spread`: side by side, any number of times, none included.
 */
export interface Semiring<T> {
  readonly zero: T
  readonly one: T
  readonly plus: (one: T, other: T) => T
  readonly times: (first: T, second: T) => T
  readonly beside: (one: T, other: T) => T
  readonly star: (weight: T) => T
  readonly spread: (weight: T) => T
}

/**
 * The greatest sum over all ways: how many at most.
 * @example
 * import { most } from "lawful/describe"
 * most.plus(most.times(1, 2), most.one) // => 3
 */
export const most: Semiring<number> = summing(-Infinity, Math.max, (weight) => (weight > 0 ? Infinity : 0))

/**
 * The smallest sum over all ways: how many at least.
 * @example
 * import { fewest } from "lawful/describe"
 * fewest.plus(fewest.times(1, 2), fewest.one) // => 0
 */
export const fewest: Semiring<number> = summing(Infinity, Math.min, () => 0)

/** As {@link most}, but what happens side by side takes as long as the longest of it: how long at most. */
export const longest: Semiring<number> = {
  ...most,
  beside: (one, other) => (one === -Infinity || other === -Infinity ? -Infinity : Math.max(one, other)),
  spread: (weight) => Math.max(weight, 0)
}

/** As {@link fewest}, but what happens side by side takes as long as the longest of it: how long at least. */
export const shortest: Semiring<number> = { ...fewest, beside: Math.max }

/** The greatest one on the way. */
export const greatest: Semiring<number> = {
  ...longest,
  times: longest.beside,
  star: longest.spread
}

/**
 * Whether there is a way.
 * @example
 * import { possible } from "lawful/describe"
 * possible.times(true, possible.zero) // => false
 */
export const possible: Semiring<boolean> = {
  zero: false,
  one: true,
  plus: (one, other) => one || other,
  times: (first, second) => first && second,
  beside: (one, other) => one && other,
  star: () => true,
  spread: () => true
}

/** Several weights at once, by name: a product of semirings is one. */
export const together = <T extends object>(
  parts: {
    readonly [K in keyof T]: Semiring<T[K]>
  }
): Semiring<T> => {
  // There is a field for each of the names.
  const names = Object.keys(parts) as unknown as ReadonlyArray<keyof T>
  const each = (make: (name: keyof T) => T[keyof T]): T => {
    const all: Partial<T> = {}
    for (const name of names) all[name] = make(name)
    return all as T
  }
  return {
    zero: each((name) => parts[name].zero),
    one: each((name) => parts[name].one),
    plus: (one, other) => each((name) => parts[name].plus(one[name], other[name])),
    times: (first, second) => each((name) => parts[name].times(first[name], second[name])),
    beside: (one, other) => each((name) => parts[name].beside(one[name], other[name])),
    star: (weight) => each((name) => parts[name].star(weight[name])),
    spread: (weight) => each((name) => parts[name].spread(weight[name]))
  }
}

/** Sums along a way, and one of the sums over all ways; no way is no way whatever comes before or after. */
function summing(
  zero: number,
  plus: (one: number, other: number) => number,
  star: (weight: number) => number
): Semiring<number> {
  const times = (first: number, second: number): number =>
    first === zero || second === zero ? zero : first + second
  return { zero, one: 0, plus, times, beside: times, star, spread: star }
}
