/**
 * Values in few characters.
 * @module
 */

/** A value in a few characters. */
export const show = (value: unknown): string => {
  if (value === undefined) return ""
  const text = textOf(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

const textOf = (value: unknown): string => {
  try {
    return (
      JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) ??
      typeof value
    )
  } catch {
    return Object.prototype.toString.call(value)
  }
}
