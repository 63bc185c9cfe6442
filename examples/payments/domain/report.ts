/**
 * What a channel says of a charge.
 * @module
 */
import * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Declined } from "./refusal.ts"

/** The payer's money is with the channel. */
export const Captured = record("Captured", { _tag: t.literal("Captured") })

/** The channel does not know yet. */
export const Pending = record("Pending", { _tag: t.literal("Pending") })

/** The channel has never heard of the charge, or it was voided, or the channel itself is not to be heard of. */
export const Unknown = record("Unknown", { _tag: t.literal("Unknown") })

/** The final word of a channel. */
export type Verdict = t.TypeOf<typeof Verdict>
export const Verdict = t.union([Captured, Declined])

/** What a channel may say when it is asked. */
export type Report = t.TypeOf<typeof Report>
export const Report = t.union([Captured, Declined, Pending, Unknown])
