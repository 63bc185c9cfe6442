/**
 * Money in minor units, and what the processor keeps of it.
 * @module
 */
import type * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Currency } from "../../order-fulfilment/domain/money.ts"
import { Natural, Positive } from "../../order-fulfilment/domain/number.ts"

/** An amount of minor units of a currency, above zero. */
export type Money = t.TypeOf<typeof Money>
export const Money = record("an amount of money", { amount: Positive, currency: Currency })

/** What the processor keeps, in hundredths of a per cent. */
export type Terms = t.TypeOf<typeof Terms>
export const Terms = record("the terms of a merchant", { basisPoints: Natural })

/** The fee on an amount, rounded down. Big integers: amount times basis points may pass 2^53. */
export const feeOn = ({ amount }: Money, { basisPoints }: Terms): Natural =>
  // A part of an amount, as basis points of a merchant do not pass 10,000; so it fits.
  Number((BigInt(amount) * BigInt(Math.min(basisPoints, 10_000))) / 10_000n) as Natural
