/**
 * Values as text, quickly: JSON where JSON can hold them, devalue's format for the rest.
 *
 * What runs write is nearly always plain JSON, and `JSON.stringify` is native code. But what it cannot hold it loses or bends
 * without a word, so a value is looked through first, for about a third of the price; dates, maps, sets, big integers,
 * `undefined`, `NaN` and whatever else is left go to devalue (https://github.com/sveltejs/devalue). What is plain comes back as
 * a tree: two references to one object become two equal objects. Cycles, and small graphs that are large trees, go to devalue.
 *
 * Laws: `valueOf(textOf(value)) = value`, and the text is one line of well-formed Unicode (test/durable/payload/text.test.ts).
 * @module
 */
import { parse, stringify } from "devalue"
import { Unwritable } from "../../machine/write.ts"
import { levels } from "./levels.ts"
import { PayloadFailure } from "./payload-failure.ts"

/**
 * Writes a value down.
 *
 * Errors: throws {@link Unwritable} (`machine/unwritable`) when it holds what is not data, a function or an instance of a class,
 * or has more than 1,000 levels.
 */
export const textOf = (value: unknown): string =>
  left(value, LARGEST, PLAIN_LEVELS) >= 0 ? JSON.stringify(value) : DEVALUE + devalued(value)

/**
 * Reads a value that {@link textOf} has written.
 *
 * Errors: throws {@link PayloadFailure} (`payload/malformed`) for any other text.
 */
export const valueOf = (text: string): unknown => {
  try {
    return text.startsWith(DEVALUE) ? parse(text.slice(DEVALUE.length)) : (JSON.parse(text) as unknown)
  } catch (cause) {
    throw new PayloadFailure(
      "payload/malformed",
      "A value cannot be read, because its text is not what was written. Restore the journal from a backup.",
      { length: text.length },
      cause
    )
  }
}

/** Stands before what devalue has written; no JSON begins with it. */
const DEVALUE = "~"

/** Values and characters that are written as JSON at most: a small graph can be a very large tree. */
const LARGEST = 1 << 20

/** Levels that are written as JSON at most, so that a cycle ends and the stack survives. */
const PLAIN_LEVELS = 200

/** Levels that are written at all: devalue calls itself for each, and whoever reads may have less of a stack than who writes. */
const MOST_LEVELS = 1000

const devalued = (value: unknown): string => {
  let text: string
  try {
    text = stringify(value)
  } catch (cause) {
    const { message, path } = cause as { readonly message: string; readonly path?: string }
    throw new Unwritable({ message, path: path || "the value itself", cause })
  }
  // Each level takes some characters, so a short text is not deep.
  if (text.length > MOST_LEVELS && levels(value, MOST_LEVELS + 1) > MOST_LEVELS)
    throw new Unwritable({
      message: `It has more than ${MOST_LEVELS} levels`,
      path: "the value itself"
    })
  return text
}

/** What is left of `budget` when the value has been written as JSON; below zero when JSON cannot hold it. */
const left = (value: unknown, budget: number, deepest: number): number => {
  if (typeof value === "string") return budget - value.length - 1
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? budget - 1 : -1
  if (typeof value === "boolean" || value === null) return budget - 1
  if (typeof value !== "object" || deepest === 0) return -1
  return Array.isArray(value)
    ? leftOfArray(value, budget - 1, deepest - 1)
    : leftOfObject(value as Readonly<Record<string, unknown>>, budget - 1, deepest - 1)
}

const leftOfArray = (values: ReadonlyArray<unknown>, budget: number, deepest: number): number => {
  if (Object.getPrototypeOf(values) !== Array.prototype) return -1
  let rest = budget
  for (let index = 0; index < values.length && rest >= 0; index++) rest = left(values[index], rest, deepest)
  return rest
}

const leftOfObject = (values: Readonly<Record<string, unknown>>, budget: number, deepest: number): number => {
  if (Object.getPrototypeOf(values) !== Object.prototype) return -1
  let rest = budget
  // An inherited key would be a program that has changed Object.prototype; it is counted, and does no harm.
  for (const key in values) {
    if (rest < 0 || key === "__proto__") return -1
    rest = left(values[key], rest - key.length, deepest)
  }
  return rest < 0 || Object.getOwnPropertySymbols(values).length > 0 ? -1 : rest
}
