/**
 * Money in cents, and the one way in which this business rounds.
 * @module
 */
import * as t from "io-ts"

/** Whole numbers from `least` to `most`, under a name that says so. */
export const whole = (
  expected: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER
): t.Type<number> => {
  const is = (value: unknown): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
  return new t.Type(
    expected,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    (value) => value
  )
}

/** An amount of money. */
export const Cents = whole("a whole number of cents", 0)

/** A share, from 0 to 100. */
export const Percent = whole("a whole number of percent", 0, 100)

/** The share of an amount, rounded to whole cents. A half goes to the even neighbour, so that errors do not add up. */
export const percentOf = (percent: number, cents: number): number => {
  const hundredths = percent * cents
  const below = Math.floor(hundredths / 100)
  const rest = hundredths - below * 100
  return rest > 50 || (rest === 50 && below % 2 === 1) ? below + 1 : below
}

/** Writes an amount the way people read it: 490 is `4.90`. */
export const showCents = (cents: number): string =>
  `${Math.floor(cents / 100)}.${`${cents % 100}`.padStart(2, "0")}`
