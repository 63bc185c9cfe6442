/**
 * Why the shop may not fulfil an order, as a tagged union.
 * @module
 */
import * as t from "io-ts"
import { record } from "./codec.ts"
import { Money, showMoney } from "./money.ts"
import { Natural, Positive } from "./number.ts"
import { Country, Sku, Text } from "./order.ts"

export type OutsideDeliveryArea = t.TypeOf<typeof OutsideDeliveryArea>
export const OutsideDeliveryArea = record("OutsideDeliveryArea", {
  _tag: t.literal("OutsideDeliveryArea"),
  country: Country
})

export type OutOfStock = t.TypeOf<typeof OutOfStock>
export const OutOfStock = record("OutOfStock", {
  _tag: t.literal("OutOfStock"),
  sku: Sku,
  wanted: Positive,
  left: Natural
})

export type CardDeclined = t.TypeOf<typeof CardDeclined>
export const CardDeclined = record("CardDeclined", { _tag: t.literal("CardDeclined"), amount: Money })

export type CarrierRefused = t.TypeOf<typeof CarrierRefused>
export const CarrierRefused = record("CarrierRefused", { _tag: t.literal("CarrierRefused"), reason: Text })

export type Rejection = t.TypeOf<typeof Rejection>
export const Rejection = t.union([OutsideDeliveryArea, OutOfStock, CardDeclined, CarrierRefused])

/** Says in words why an order was rejected. */
export const why = (rejection: Rejection): string => {
  switch (rejection._tag) {
    case "OutsideDeliveryArea":
      return `we do not deliver to ${rejection.country}`
    case "OutOfStock":
      return `${rejection.wanted} x ${rejection.sku} wanted, ${rejection.left} left`
    case "CardDeclined":
      return `the card was declined for ${showMoney(rejection.amount.amount, rejection.amount.currency)}`
    case "CarrierRefused":
      return `the carrier refused the parcel: ${rejection.reason}`
  }
}
