/**
 * Pure functions one after the other, as one.
 *
 * A composition remembers its parts, so that composing a hundred thousand functions one by one neither nests calls nor copies
 * lists, and so that the value of a constant can be told.
 * @module
 */
import { applied } from "../core/apply.ts"
import type { Opaque, PureNode } from "../core/node.ts"

const parts = new WeakMap<Opaque, readonly [PureNode, PureNode]>()

/** `second . first`. */
export const composed = (first: PureNode, second: PureNode): PureNode => {
  let functions: ReadonlyArray<(value: unknown) => unknown> | undefined
  const apply = (input: unknown): unknown => {
    functions ??= flat(first, second).map((part) => applied(part.apply))
    let value = input
    for (const f of functions) value = f(value)
    return value
  }
  parts.set(apply, [first, second])
  const constant = first.constant === true || second.constant === true
  return { kind: "pure", apply, ...(constant ? { constant } : {}) }
}

/** The last of the functions that a pure step applies. */
export const lastOf = (node: PureNode): Opaque => {
  let { apply } = node
  for (let both = parts.get(apply); both !== undefined; both = parts.get(apply)) apply = both[1].apply
  return apply
}

/** What a constant gives; nothing when it is none, or when computing it throws. */
export const valueOf = (node: PureNode): { readonly value: unknown } | undefined => {
  if (node.constant !== true) return undefined
  const all = flat(node)
  const start = all.map(({ constant }) => constant).lastIndexOf(true)
  try {
    return { value: all.slice(start).reduce<unknown>((value, { apply }) => applied(apply)(value), undefined) }
  } catch {
    return undefined
  }
}

const flat = (...nodes: ReadonlyArray<PureNode>): ReadonlyArray<PureNode> => {
  const found: Array<PureNode> = []
  const pending = [...nodes].reverse()
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const both = parts.get(node.apply)
    if (both === undefined) found.push(node)
    else pending.push(both[1], both[0])
  }
  return found
}
