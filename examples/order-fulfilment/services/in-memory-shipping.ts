/**
 * The carrier, in memory, with his moods.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { OrderId, Text } from "../domain/order.ts"
import { type Parcel, Shipping } from "../signatures/shipping.ts"
import { answerOnce } from "./answer-once.ts"

/** Hires a carrier who behaves as told. */
export const inMemoryShipping = (
  faultsOf: (order: OrderId) => Faults
): { readonly shipping: Implementation<"Shipping">; readonly parcels: ReadonlyArray<Parcel> } => {
  const parcels: Array<Parcel> = []
  const dispatched = answerOnce<Parcel>()
  const shipping = implement(Shipping, {
    dispatch: ({ order, items }, { key, fail }) =>
      dispatched(key, () => {
        if (faultsOf(order).carrierRefuses === true)
          return fail({ _tag: "CarrierRefused", reason: "it does not go there today" as Text })
        const parcel = { parcel: `P-${parcels.length + 1}` as Text, order, items }
        parcels.push(parcel)
        return parcel
      })
  })
  return { shipping, parcels }
}
