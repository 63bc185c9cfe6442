/**
 * Persistent vectors as plain JSON: a list that is never changed, whose changed copy shares all but a few nodes with it.
 *
 * A run with ten thousand branches must not copy ten thousand cells to advance one of them. Tries of width 32, as in
 * P. Bagwell, "Ideal Hash Trees" (2001) and Clojure's vectors.
 * @module
 */

/** A list of `size` values. */
export interface Vector<out A> {
  readonly size: number
  /** The height of the trie above its leaves. */
  readonly height: number
  readonly root: Trie<A>
}

type Trie<A> = ReadonlyArray<A> | ReadonlyArray<Trie<A>>

const BITS = 5
const WIDTH = 1 << BITS

/** No values. */
export const empty: Vector<never> = { size: 0, height: 0, root: [] }

/** Makes a vector of the values of a list. */
export const from = <A>(values: ReadonlyArray<A>): Vector<A> => {
  let level: ReadonlyArray<Trie<A>> = chunks(values)
  let height = 0
  while (level.length > 1) {
    level = chunks(level)
    height++
  }
  return { size: values.length, height, root: level[0] ?? [] }
}

const chunks = <T>(values: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> => {
  const parts: Array<ReadonlyArray<T>> = []
  for (let at = 0; at < values.length; at += WIDTH) parts.push(values.slice(at, at + WIDTH))
  return parts
}

/** The value at an index; undefined beyond the end. */
export const get = <A>({ size, height, root }: Vector<A>, index: number): A | undefined => {
  if (!(index >= 0 && index < size)) return undefined
  let node: Trie<A> = root
  for (let level = height; level > 0; level--) node = child(node, (index >> (level * BITS)) & (WIDTH - 1))
  return (node as ReadonlyArray<A>)[index & (WIDTH - 1)]
}

/** The same vector with another value at an index from 0 to `size - 1`. */
export const set = <A>({ size, height, root }: Vector<A>, index: number, value: A): Vector<A> => ({
  size,
  height,
  root: replaced(root, height, index, value)
})

/** The vector with a value more. */
export const push = <A>(vector: Vector<A>, value: A): Vector<A> => {
  const { size, height, root } = vector
  const full = size === WIDTH ** (height + 1)
  const wider: Trie<A> = full ? ([root] as ReadonlyArray<Trie<A>>) : root
  const higher = full ? height + 1 : height
  return { size: size + 1, height: higher, root: replaced(wider, higher, size, value) }
}

/** The vector without its last value; must not be empty. */
export const pop = <A>({ size, height, root }: Vector<A>): Vector<A> => {
  const shorter = dropped(root, height, size - 1)
  return height > 0 && shorter.length === 1
    ? { size: size - 1, height: height - 1, root: child(shorter, 0) }
    : { size: size - 1, height, root: shorter }
}

/** The values in order. */
export function* values<A>({ height, root }: Vector<A>): Generator<A> {
  yield* below(root, height)
}

function* below<A>(node: Trie<A>, height: number): Generator<A> {
  if (height === 0) yield* node as ReadonlyArray<A>
  else for (const part of node as ReadonlyArray<Trie<A>>) yield* below(part, height - 1)
}

/** Visits the values that are not the same object as the one at their index in `before`; parts that are shared cost nothing. */
export const eachChange = <A>(
  vector: Vector<A>,
  before: Vector<A> | undefined,
  visit: (value: A, index: number, old: A | undefined) => void
): void => {
  const old = before?.height === vector.height ? before.root : undefined
  changes(vector.root, old, vector.height, 0, visit)
}

const changes = <A>(
  node: Trie<A>,
  old: Trie<A> | undefined,
  height: number,
  first: number,
  visit: (value: A, index: number, old: A | undefined) => void
): void => {
  if (node === old) return
  if (height === 0)
    for (const [slot, value] of (node as ReadonlyArray<A>).entries()) {
      const known = (old as ReadonlyArray<A> | undefined)?.[slot]
      if (value !== known) visit(value, first + slot, known)
    }
  else
    for (const [slot, part] of (node as ReadonlyArray<Trie<A>>).entries()) {
      const known = (old as ReadonlyArray<Trie<A>> | undefined)?.[slot]
      changes(part, known, height - 1, first + (slot << (height * BITS)), visit)
    }
}

// A trie does not know its height: whoever walks it does, and says what a node is.
const child = <A>(node: Trie<A>, slot: number): Trie<A> => (node as ReadonlyArray<Trie<A>>)[slot] ?? []

const replaced = <A>(node: Trie<A>, height: number, index: number, value: A): Trie<A> => {
  const copy = node.slice() as Array<A | Trie<A>>
  const slot = (index >> (height * BITS)) & (WIDTH - 1)
  copy[slot] = height === 0 ? value : replaced(child(node, slot), height - 1, index, value)
  return copy as Trie<A>
}

const dropped = <A>(node: Trie<A>, height: number, last: number): Trie<A> => {
  const slot = (last >> (height * BITS)) & (WIDTH - 1)
  if (height === 0) return node.slice(0, slot)
  const rest = dropped(child(node, slot), height - 1, last)
  const before = node.slice(0, slot) as ReadonlyArray<Trie<A>>
  return rest.length === 0 ? before : [...before, rest]
}
