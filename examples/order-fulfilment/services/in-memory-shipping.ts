/**
 * The carrier, in memory, with his moods.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { OrderId, Text } from "../domain/order.ts"
import { type Parcel, Shipping } from "../signatures/shipping.ts"
import { answerOnce } from "./answer-once.ts"

/** What the carrier remembers. */
export interface Carrier {
  /** The parcels that have left, by the key under which they were handed over. */
  readonly parcels: Map<string, Parcel>
}

/** A carrier who behaves as told. */
export const inMemoryShipping = (
  { parcels }: Carrier,
  faultsOf: (order: OrderId) => Faults
): Implementation<"Shipping"> =>
  implement(Shipping, {
    dispatch: ({ order, items }, { key, fail }) =>
      answerOnce(parcels, key, () =>
        faultsOf(order).carrierRefuses === true
          ? fail({ _tag: "CarrierRefused", reason: "it does not go there today" as Text })
          : { parcel: `P-${parcels.size + 1}` as Text, order, items }
      )
  })
