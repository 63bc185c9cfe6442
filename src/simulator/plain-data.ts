/**
 * Plain data: cloned before it is changed, and told apart by what is in it.
 * @module
 */

/**
 * Clones plain data, all the way down.
 *
 * Errors: throws {@link NotData} (`simulator/not-data`) for functions, symbols and instances of classes.
 */
export const cloned = <A>(value: A): A => {
  try {
    return clone(value, "state") as A
  } catch (cause) {
    if (cause instanceof RangeError) throw new NotData("state", "nested too deeply, or refers to itself")
    throw cause
  }
}

const clone = (value: unknown, path: string): unknown => {
  if (typeof value === "function" || typeof value === "symbol") throw new NotData(path, `a ${typeof value}`)
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map((item, index) => clone(item, `${path}[${index}]`))
  if (value instanceof Map)
    return new Map(
      [...value].map(([key, item]) => [clone(key, path), clone(item, `${path}.get(${String(key)})`)])
    )
  if (value instanceof Set) return new Set([...value].map((item) => clone(item, path)))
  if (value instanceof Date) return new Date(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotData(path, `an instance of ${nameOf(value)}`)
  const copy: Record<string, unknown> = {}
  for (const name in value) {
    const inner = clone((value as Record<string, unknown>)[name], `${path}.${name}`)
    // Not by assignment: a property may be called `__proto__`.
    if (name === "__proto__") Object.defineProperty(copy, name, { value: inner, enumerable: true })
    else copy[name] = inner
  }
  return copy
}

const nameOf = (value: object): string =>
  (value.constructor as { readonly name?: string } | undefined)?.name ?? "a class"

/** An object with fewer parts is looked at anew more quickly than it is found again. */
const FEW = 256

/** Two 32-bit hashes of what a value holds. */
interface Digest {
  readonly one: number
  readonly two: number
}

/**
 * A text that is the same for data that hold the same, and different for others, up to collisions of 64 bits. The order of
 * the properties of an object, of the keys of a map and of the members of a set does not count.
 *
 * Objects are looked at once: they must not be changed afterwards.
 */
export class Digests {
  readonly #known = new WeakMap<object, Digest>()
  /** How many parts have been looked at. */
  #looked = 0

  of(value: unknown): string {
    const { one, two } = this.#digest(value)
    return `${(one >>> 0).toString(36)}.${(two >>> 0).toString(36)}`
  }

  #digest(value: unknown): Digest {
    this.#looked++
    if (typeof value !== "object" || value === null) return scalarDigest(value)
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const before = this.#looked
    const digest = this.#look(value)
    if (this.#looked - before >= FEW) this.#known.set(value, digest)
    return digest
  }

  #look(value: object): Digest {
    if (Array.isArray(value)) {
      let sum = LIST
      for (const item of value) sum = then(sum, this.#digest(item))
      return sum
    }
    if (value instanceof Date) return then(DATE, scalarDigest(value.getTime()))
    let sum = NONE
    if (value instanceof Set) {
      for (const item of value) sum = plus(sum, this.#digest(item))
      return then(SET, sum)
    }
    if (value instanceof Map)
      for (const [key, item] of value) sum = plus(sum, then(this.#digest(key), this.#digest(item)))
    else
      for (const key of Object.keys(value)) {
        const item = (value as Record<string, unknown>)[key]
        // A property that is undefined is as good as none.
        if (item !== undefined) sum = plus(sum, then(scalarDigest(key), this.#digest(item)))
      }
    return then(MAP, sum)
  }
}

/** Tells whether two data hold the same. */
export const sameData = (one: unknown, other: unknown): boolean => {
  const digests = new Digests()
  return digests.of(one) === digests.of(other)
}

/** The digest of a sequence: not that of its parts in another order. */
const then = (before: Digest, after: Digest): Digest => ({
  one: mixed(Math.imul(before.one, 0x01000193) ^ after.one),
  two: mixed(Math.imul(before.two, 0x85ebca6b) + Math.imul(after.two, 0xc2b2ae35))
})

/** The digest of parts in whatever order. */
const plus = (some: Digest, more: Digest): Digest => ({
  one: (some.one + more.one) | 0,
  two: (some.two + more.two) | 0
})

const NONE: Digest = { one: 0, two: 0 }

/** The finaliser of MurmurHash3 (A. Appleby, public domain). */
const mixed = (hash: number): number => {
  let bits = hash ^ (hash >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

const scalarDigest = (value: unknown): Digest => {
  const known = scalars.get(value)
  if (known !== undefined) return known
  const digest = textDigest(`${typeof value} ${String(value)}`)
  if (scalars.size > MANY) scalars.clear()
  scalars.set(value, digest)
  return digest
}

/** Digests of texts and numbers that come again and again. */
const scalars = new Map<unknown, Digest>()
const MANY = 50_000

const textDigest = (text: string): Digest => {
  let one = 0x811c9dc5
  let two = 0x2545f491
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two, 31) + code
  }
  return { one: mixed(one), two: mixed(two) }
}

const LIST = textDigest("list")
const MAP = textDigest("map")
const SET = textDigest("set")
const DATE = textDigest("date")

/** A state holds something that cannot be cloned. */
export class NotData extends TypeError {
  override readonly name = "NotData"
  readonly code = "simulator/not-data"
  constructor(path: string, what: string) {
    super(
      `${path} is not plain data (it is ${what}), so a simulation cannot go back to an earlier state. Keep objects, arrays, maps, sets, dates and big integers in the state of a world. (simulator/not-data)`
    )
  }
}
