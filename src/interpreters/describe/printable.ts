/**
 * Names and numbers as a reader sees them.
 * @module
 */
import type { Bound } from "./description.ts"

/** A name on one line: what would break the line, or hide in it, is written as its code. */
export const printable = (name: string): string =>
  name.trim() === ""
    ? JSON.stringify(name)
    : name.replace(
        /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
        (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
      )

const units: ReadonlyArray<readonly [milliseconds: number, one: string, many: string]> = [
  [86_400_000, "day", "days"],
  [3_600_000, "hour", "hours"],
  [60_000, "minute", "minutes"]
]

/** Milliseconds in the greatest unit in which they are a short number: `250 ms`, `1.5 minutes`, `30 days`. */
export const duration = (milliseconds: number): string => {
  if (milliseconds === Infinity) return "for ever"
  for (const [length, one, many] of units)
    if (milliseconds >= length && Number.isInteger((milliseconds / length) * 10))
      return `${milliseconds / length} ${milliseconds === length ? one : many}`
  return milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`
}

/** A number of things: `1 attempt`, `3 attempts`, `any number of attempts`. */
export const counted = (bound: Bound, thing: string): string =>
  bound === "unbounded" ? `any number of ${thing}s` : `${bound} ${thing}${bound === 1 ? "" : "s"}`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: ReadonlyArray<string>, last = "and"): string =>
  names.length < 2
    ? (names[0] ?? "nothing")
    : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1) ?? ""}`
