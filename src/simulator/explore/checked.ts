/**
 * Options of an exploration that make sense.
 * @module
 */
import type { AnyOptions } from "./search.ts"

/** Gives the options, when they make sense. Errors: throws a `RangeError` (`simulator/out-of-range`). */
export const checked = (options: AnyOptions): AnyOptions => {
  const { maxFaults, crashes, cancellations, samples, maxStates, seed, invariants = [] } = options
  for (const [name, value] of Object.entries({ maxFaults, crashes, cancellations, samples }))
    if (value !== undefined && !isCount(value)) refuse(name, "to be a whole number from 0", value)
  if (maxStates !== undefined && (!isCount(maxStates) || maxStates === 0))
    refuse("maxStates", "to be a whole number from 1", maxStates)
  if (seed !== undefined && !Number.isInteger(seed)) refuse("seed", "to be a whole number", seed)
  for (const { name, always, atEnd } of invariants)
    if (always === undefined && atEnd === undefined)
      refuse(`the invariant ${JSON.stringify(name)}`, "to have a function `always` or `atEnd`", "neither")
  return options
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0

const refuse = (what: string, expected: string, actual: unknown): never => {
  throw new RangeError(`expected ${what} ${expected} (was ${String(actual)}). (simulator/out-of-range)`)
}
