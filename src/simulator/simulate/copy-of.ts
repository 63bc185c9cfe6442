/**
 * Copies for the record: what happens later must not change what a trace says of now.
 * @module
 */

/** Copies the values in something; what cannot be copied stays what it is. */
export const copyOf = <T extends object>(what: T): T => {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(what)) copy[name] = copied(value)
  return copy as T
}

const copied = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  try {
    return structuredClone(value)
  } catch {
    return value
  }
}
