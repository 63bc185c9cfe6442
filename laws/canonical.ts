/**
 * Values as texts that are equal when the values are: to compare and to show states of any shape.
 * @module
 */

/**
 * Writes a value down. The order of keys, of entries of a map and of members of a set does not count, nor does a property
 * that is undefined.
 */
export const canonical = (value: unknown): string => {
  if (typeof value === "string") return JSON.stringify(value)
  if (typeof value === "bigint") return `${value}n`
  if (typeof value === "function") return `function ${value.name}`
  if (typeof value !== "object" || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(", ")}]`
  if (value instanceof Date) return `Date ${value.getTime()}`
  if (value instanceof Error) return `${value.name} ${JSON.stringify(value.message)}`
  if (value instanceof Map)
    return `Map {${sorted([...value].map(([key, held]) => `${canonical(key)}: ${canonical(held)}`))}}`
  if (value instanceof Set) return `Set {${sorted([...value].map(canonical))}}`
  return `{${sorted(propertiesOf(value).map(([key, held]) => `${key}: ${canonical(held)}`))}}`
}

/** Tells whether two values are written down alike. */
export const alike = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

/** Says where two values differ first: `.orders[0].total: 10 and 12`; undefined when they do not. */
export const differenceOf = (one: unknown, other: unknown, path = ""): string | undefined => {
  if (alike(one, other)) return undefined
  const [left, right] = [partsOf(one), partsOf(other)]
  if (left === undefined || right === undefined || Array.isArray(one) !== Array.isArray(other))
    return `${path === "" ? "" : `${path}: `}${canonical(one)} and ${canonical(other)}`
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const below = `${path}${Array.isArray(one) ? `[${key}]` : `.${key}`}`
    if (!left.has(key)) return `${below}: nothing and ${canonical(right.get(key))}`
    if (!right.has(key)) return `${below}: ${canonical(left.get(key))} and nothing`
    const found = differenceOf(left.get(key), right.get(key), below)
    if (found !== undefined) return found
  }
  return `${path}: ${canonical(one)} and ${canonical(other)}`
}

const sorted = (texts: ReadonlyArray<string>): string => [...texts].sort().join(", ")

const propertiesOf = (value: object): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(value).filter(([, held]) => held !== undefined)

/** What a value consists of, by key; undefined for what is shown as a whole. */
const partsOf = (value: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [canonical(key), held as unknown]))
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Set)
    return undefined
  return value instanceof Error ? undefined : new Map(propertiesOf(value))
}
