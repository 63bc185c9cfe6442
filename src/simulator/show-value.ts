/**
 * Values as short lines that are safe to print: what others have written must not move a cursor, change colours or reverse
 * the direction of writing.
 * @module
 */

/** Shows a value in one line of at most `width` characters: if need be, what is deep in it is left out. */
export const showValue = (value: unknown, width: number): string => {
  let text = ""
  for (const depth of [Infinity, 2, 1]) {
    text = printable(shown(value, [], depth))
    if (text.length <= width) return text
  }
  return cut(text, width)
}

/** Shows harmful characters as their code: controls, line breaks, halves of pairs, marks of direction, invisible ones. */
export const printable = (text: string): string =>
  text.replaceAll(harmful, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)

/** Leaves out the end of what is too long. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}\u2026`

const harmful = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** Longer lists are not looked at: the line is cut long before. */
const MOST = 50

const shown = (value: unknown, around: ReadonlyArray<object>, depth: number): string => {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 500 ? value.slice(0, 500) : value)
    case "bigint":
      return `${value}n`
    case "function":
      return `function ${value.name}`
    case "object":
      return value === null ? "null" : shownObject(value, around, depth)
    case "number":
      return Object.is(value, -0) ? "-0" : String(value)
    case "boolean":
    case "symbol":
    case "undefined":
      return String(value)
  }
}

const shownObject = (value: object, around: ReadonlyArray<object>, depth: number): string => {
  if (around.includes(value)) return "(circular)"
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString()
  if (value instanceof Error) return `${value.name}: ${value.message}`
  const part = (inner: unknown): string => shown(inner, [...around, value], depth - 1)
  if (Array.isArray(value)) return listed("[", value, part, depth, "]")
  if (value instanceof Set) return listed("Set {", [...value], part, depth, "}")
  if (value instanceof Map)
    return listed("Map {", [...value], ([key, held]) => `${part(key)} => ${part(held)}`, depth, "}")
  return shownRecord(value, part, depth)
}

/** An object with a tag is called by it: `Declined { reason: "no funds" }`. */
const shownRecord = (value: object, part: (inner: unknown) => string, depth: number): string => {
  const { _tag } = value as { readonly _tag?: unknown }
  const tag = typeof _tag === "string" ? _tag : ""
  const entries = Object.entries(value).filter(
    ([name, held]) => held !== undefined && !(name === "_tag" && tag !== "")
  )
  if (entries.length === 0 && tag !== "") return tag
  const field = ([name, held]: readonly [string, unknown]): string =>
    `${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${part(held)}`
  return listed(tag === "" ? "{ " : `${tag} { `, entries, field, depth, " }")
}

const listed = <A>(
  open: string,
  items: ReadonlyArray<A>,
  show: (item: A) => string,
  depth: number,
  close: string
): string => {
  if (items.length === 0) return `${open}${close}`.replace("{  }", "{}")
  if (depth <= 0) return `${open}\u2026${close}`.replaceAll(" \u2026 ", "\u2026")
  const parts = [...items.slice(0, MOST).map(show), ...(items.length > MOST ? ["\u2026"] : [])]
  return `${open}${parts.join(", ")}${close}`
}
