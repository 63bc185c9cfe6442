/**
 * The carrier.
 * @module
 */
import type * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../domain/codec.ts"
import { Address, Items, OrderId, Text } from "../domain/order.ts"
import { CarrierRefused } from "../domain/rejection.ts"

/** What is on its way to a customer. */
export type Parcel = t.TypeOf<typeof Parcel>
export const Parcel = record("a parcel", { parcel: Text, order: OrderId, items: Items })

export const Shipping = Signature.make("Shipping", {
  /** Nobody calls a parcel back. */
  dispatch: {
    input: record("goods to ship", { order: OrderId, address: Address, items: Items }),
    output: Parcel,
    error: CarrierRefused,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["parcels"] }
  }
})
