/**
 * Virtual time, as it is given.
 * @module
 */

/** Checks a time or a duration in virtual milliseconds. */
export const milliseconds = (value: number): number => {
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`expected a number of milliseconds from 0 (was ${value}). (simulator/out-of-range)`)
  return value
}
