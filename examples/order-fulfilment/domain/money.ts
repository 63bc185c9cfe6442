/**
 * Money in minor units: cents, never fractions of them.
 * @module
 */
import * as t from "io-ts"
import { record, refined } from "./codec.ts"
import { Natural } from "./number.ts"

interface CurrencyBrand {
  readonly Currency: unique symbol
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"))

/** The code of a currency, such as EUR. */
export type Currency = t.Branded<string, CurrencyBrand>
export const Currency = refined<string, CurrencyBrand>("an ISO 4217 currency code", t.string, (code) =>
  currencies.has(code)
)

/** An amount of minor units of a currency. */
export type Money = t.TypeOf<typeof Money>
export const Money = record("an amount of money", { amount: Natural, currency: Currency })

/** Writes an amount the way people read it: 4900 of EUR is `49.00 EUR`, of JPY `4900 JPY`. */
export const showMoney = (amount: number | bigint, currency: Currency): string => {
  const places = decimals(currency)
  const sign = amount < 0 ? "-" : ""
  const digits = `${amount}`.replace("-", "").padStart(places + 1, "0")
  const whole = digits.slice(0, digits.length - places)
  return `${sign}${whole}${places === 0 ? "" : `.${digits.slice(-places)}`} ${currency}`
}

const known = new Map<Currency, number>()

/** Making a number format is slow, and asked for on every line of a timeline. */
const decimals = (currency: Currency): number => {
  const places =
    known.get(currency) ??
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
    0
  known.set(currency, places)
  return places
}
