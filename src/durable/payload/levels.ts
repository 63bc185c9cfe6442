/**
 * How deep a value is, as devalue walks it.
 * @module
 */

/** Counts the levels of arrays, objects, maps and sets, each visited once and in order; never more than `most`. */
export const levels = (value: unknown, most: number, seen: Set<object> = new Set()): number => {
  if (most === 0 || typeof value !== "object" || value === null || seen.has(value)) return 0
  seen.add(value)
  let deepest = 0
  for (const part of partsOf(value)) deepest = Math.max(deepest, levels(part, most - 1, seen))
  return deepest + 1
}

const partsOf = (value: object): Iterable<unknown> =>
  value instanceof Map
    ? [...value].flat()
    : value instanceof Set
      ? value
      : ArrayBuffer.isView(value)
        ? []
        : Object.values(value)
