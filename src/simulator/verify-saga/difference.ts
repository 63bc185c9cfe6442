/**
 * What is different between two data, in words.
 * @module
 */
import { sameData } from "../plain-data.ts"
import { showValue } from "../show-value.ts"

/** The first thing in which two data differ. */
export const difference = (before: unknown, after: unknown, path = ""): string => {
  if (typeof before === "object" && typeof after === "object" && before !== null && after !== null) {
    const [old, now] = [entriesOf(before), entriesOf(after)]
    for (const name of new Set([...old.keys(), ...now.keys()]))
      if (!sameData(old.get(name), now.get(name)))
        return difference(
          old.get(name),
          now.get(name),
          path === "" ? String(name) : `${path}.${String(name)}`
        )
  }
  return `${path === "" ? "it" : path} was ${shown(before)} and is ${shown(after)}`
}

const entriesOf = (value: object): ReadonlyMap<unknown, unknown> =>
  value instanceof Map
    ? value
    : value instanceof Set
      ? new Map([...value].map((item) => [item, item]))
      : new Map(Object.entries(value))

const shown = (value: unknown): string => (value === undefined ? "missing" : showValue(value, LONGEST))

/** In characters. */
const LONGEST = 200
