/**
 * How the fulfilment of an order can end.
 * @module
 */
import * as t from "io-ts"
import { record } from "./codec.ts"
import { Money } from "./money.ts"
import { OrderId, Text } from "./order.ts"
import { Rejection } from "./rejection.ts"

/** The parcel is on its way, and paid. */
export type Confirmed = t.TypeOf<typeof Confirmed>
export const Confirmed = record("Confirmed", {
  _tag: t.literal("Confirmed"),
  order: OrderId,
  parcel: Text,
  paid: Money
})

/** The shop said no; nothing is reserved, nothing is charged. */
export type Rejected = t.TypeOf<typeof Rejected>
export const Rejected = record("Rejected", {
  _tag: t.literal("Rejected"),
  order: OrderId,
  reason: Rejection
})

/** What became of an order. */
export type Fulfilment = t.TypeOf<typeof Fulfilment>
export const Fulfilment = t.union([Confirmed, Rejected])
