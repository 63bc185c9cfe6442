/**
 * What comes from outside while a payment is under way.
 * @module
 */
import * as t from "io-ts"
import { Event } from "lawful"
import { record } from "../order-fulfilment/domain/codec.ts"
import { Text } from "../order-fulfilment/domain/order.ts"
import { PaymentId, Reference } from "./domain/identity.ts"
import { Verdict } from "./domain/report.ts"

/** What a channel calls back to say. */
export type Callback = t.TypeOf<typeof Callback>
export const Callback = record("a callback", { reference: Reference, verdict: Verdict })

/** A channel calls back; the key is the reference of the charge. */
export const ChargeReported = Event.make("ChargeReported", { payload: Callback })

/** What a person thinks of a payment. */
export type Review = t.TypeOf<typeof Review>
export const Review = record("a review", { payment: PaymentId, approved: t.boolean, reviewer: Text })

/** A person has looked at a payment; the key is its id. */
export const Reviewed = Event.make("Reviewed", { payload: Review })
