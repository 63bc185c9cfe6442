/**
 * Why a customer is told no.
 * @module
 */
import * as t from "io-ts"
import { Cents } from "./money.ts"
import { OrderNumber, Status } from "./order.ts"

/** The card is refused. */
export type Declined = t.TypeOf<typeof Declined>
export const Declined = t.readonly(t.type({ _tag: t.literal("Declined"), amount: Cents }), "Declined")

/** There are not enough of the article. */
export type OutOfStock = t.TypeOf<typeof OutOfStock>
export const OutOfStock = t.readonly(
  t.type({ _tag: t.literal("OutOfStock"), sku: t.string, left: Cents }),
  "OutOfStock"
)

/** The order is not in the status in which this can be done to it. */
export type WrongStatus = t.TypeOf<typeof WrongStatus>
export const WrongStatus = t.readonly(
  t.type({ _tag: t.literal("WrongStatus"), order: OrderNumber, is: t.union([Status, t.literal("unknown")]) }),
  "WrongStatus"
)

/** Somebody did not answer: nobody knows whether it was done. */
export type Unavailable = t.TypeOf<typeof Unavailable>
export const Unavailable = t.readonly(
  t.type({ _tag: t.literal("Unavailable"), service: t.string }),
  "Unavailable"
)
