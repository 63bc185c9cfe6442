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

/** A place where two values differ, with what each of them has there: `nothing` where it has no such part. */
export interface Difference {
  readonly path: string
  readonly left: string
  readonly right: string
}

/** Lists where two values differ, as deep as they have the same shape. */
export const differencesOf = (one: unknown, other: unknown, path = ""): ReadonlyArray<Difference> => {
  if (alike(one, other)) return []
  const [left, right] = [partsOf(one), partsOf(other)]
  const whole = [{ path, left: canonical(one), right: canonical(other) }]
  if (left === undefined || right === undefined || Array.isArray(one) !== Array.isArray(other)) return whole
  const below = [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const at = `${path}${Array.isArray(one) ? `[${key}]` : `.${key}`}`
    if (left.has(key) && right.has(key)) return differencesOf(left.get(key), right.get(key), at)
    const shown = (parts: ReadonlyMap<string, unknown>): string =>
      parts.has(key) ? canonical(parts.get(key)) : "nothing"
    return [{ path: at, left: shown(left), right: shown(right) }]
  })
  return below.length === 0 ? whole : below
}

/** Says where two values differ first: `.orders[0].total: 10 and 12`; undefined when they do not. */
export const differenceOf = (one: unknown, other: unknown): string | undefined => {
  const [first] = differencesOf(one, other)
  return first === undefined
    ? undefined
    : `${first.path === "" ? "" : `${first.path}: `}${first.left} and ${first.right}`
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
