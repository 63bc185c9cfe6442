/**
 * What may happen: sets that grow by union only, joined in constant time.
 *
 * The over-approximation of Mokhov, Lukyanov, Marlow, Dimino, "Selective Applicative Functors", ICFP 2019 (`mayEffects`).
 * @module
 */
import type { Semiring } from "./semiring.ts"

/** Things that may happen; `null` when there is no way. */
export type Some<A> = Rope<A> | null

/** A set as the parts it was joined from, shared wherever it is used again. */
export interface Rope<A> {
  readonly own: ReadonlyArray<A>
  readonly parts: ReadonlyArray<Rope<A>>
}

/** These things. */
export const some = <A>(own: ReadonlyArray<A>): Rope<A> => ({ own, parts: [] })

const empty: Rope<never> = some([])

const joined = <A>(one: Rope<A>, other: Rope<A>): Rope<A> =>
  one === empty || one === other ? other : other === empty ? one : { own: [], parts: [one, other] }

const both = <A>(one: Some<A>, other: Some<A>): Some<A> =>
  one === null || other === null ? null : joined(one, other)

const kept = <A>(weight: Some<A>): Some<A> => weight ?? empty

/** The semiring of what may happen: both alternatives may, and whatever is on a way. */
export const someOf = <A>(): Semiring<Some<A>> => ({
  zero: null,
  one: empty,
  plus: (one, other) => (one === null ? other : other === null ? one : joined(one, other)),
  times: both,
  beside: both,
  star: kept,
  spread: kept
})

/** The things, each once, in the order in which they were joined. */
export const thingsIn = <A>(weight: Some<A>): ReadonlySet<A> => {
  const found = new Set<A>()
  if (weight === null) return found
  const seen = new Set<Rope<A>>()
  const pending: Array<Rope<A>> = [weight]
  for (let rope = pending.pop(); rope !== undefined; rope = pending.pop()) {
    if (seen.has(rope)) continue
    seen.add(rope)
    for (const thing of rope.own) found.add(thing)
    for (let index = rope.parts.length - 1; index >= 0; index--) pending.push(rope.parts[index] as Rope<A>)
  }
  return found
}
