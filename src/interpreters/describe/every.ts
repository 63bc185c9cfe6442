/**
 * What must happen: sets that are joined along a way, and intersected over alternatives.
 *
 * The under-approximation of Mokhov, Lukyanov, Marlow, Dimino, "Selective Applicative Functors", ICFP 2019 (`mustEffects`).
 *
 * Along a chain every prefix is a set of its own. So a set is a length of a log that it shares with those that grew out of
 * it: growing the latest one is cheap, and intersecting two of one log is taking the shorter.
 * @module
 */
import type { Semiring } from "./semiring.ts"

/** Things that happen on every way; `null` when there is no way, and so everything happens on all of them. */
export type Every<A> = Length<A> | null

/** The first `size` things of a log. */
export interface Length<A> {
  readonly log: Log<A>
  readonly size: number
}

/** Only ever appended to. */
interface Log<A> {
  readonly things: Array<A>
  /** Where each stands; most logs are too short to need it. */
  positions: Map<A, number> | undefined
}

/** The length from which on looking things up is faster than looking through them. */
const LONG = 8

/** These things. */
export const every = <A>(things: ReadonlyArray<A>): Length<A> => grown(fresh([]), things)

/** The things. */
export const thingsOf = <A>(weight: Every<A>): ReadonlyArray<A> =>
  weight === null ? [] : weight.log.things.slice(0, weight.size)

/** The semiring of what must happen. */
export const everyOf = <A>(): Semiring<Every<A>> => {
  const one: Every<A> = fresh([])
  return {
    zero: null,
    one,
    plus: common,
    times: united,
    beside: united,
    star: () => one,
    spread: () => one
  }
}

const fresh = <A>(things: ReadonlyArray<A>): Length<A> => ({
  log: { things: [...things], positions: undefined },
  size: things.length
})

const has = <A>({ log, size }: Length<A>, thing: A): boolean => {
  if (log.positions === undefined) {
    if (log.things.length < LONG) {
      const at = log.things.indexOf(thing)
      return at >= 0 && at < size
    }
    log.positions = new Map(log.things.map((one, index) => [one, index]))
  }
  return (log.positions.get(thing) ?? size) < size
}

const append = <A>({ things, positions }: Log<A>, thing: A): void => {
  positions?.set(thing, things.length)
  things.push(thing)
}

const grown = <A>(from: Length<A>, more: ReadonlyArray<A>): Length<A> => {
  let { log, size } = from
  for (const thing of more) {
    if (has({ log, size }, thing)) continue
    if (log.things[size] !== thing) {
      // Somebody else has grown the log in another way.
      if (log.things.length > size) ({ log } = fresh(log.things.slice(0, size)))
      append(log, thing)
    }
    size++
  }
  return size === from.size ? from : { log, size }
}

const united = <A>(one: Every<A>, other: Every<A>): Every<A> => {
  if (one === null || other === null) return null
  if (one.log === other.log) return one.size < other.size ? other : one
  return one.size < other.size ? grown(other, thingsOf(one)) : grown(one, thingsOf(other))
}

const common = <A>(one: Every<A>, other: Every<A>): Every<A> => {
  if (one === null || other === null) return one ?? other
  const [smaller, larger] = one.size < other.size ? [one, other] : [other, one]
  if (smaller.log === larger.log) return smaller
  const shared = thingsOf(smaller).filter((thing) => has(larger, thing))
  return shared.length === smaller.size ? smaller : fresh(shared)
}
