/**
 * The channels: companies through which the payer's money comes.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { ChannelId, Day } from "../domain/identity.ts"
import { Charge, Payment, Refund } from "../domain/payment.ts"
import { Line } from "../domain/reconciliation.ts"
import { Declined, Unavailable } from "../domain/refusal.ts"
import { Report } from "../domain/report.ts"

export const Channels = Signature.make("Channels", {
  /** The channels that take a payment by method, currency and health, the best one first. */
  select: {
    input: Payment,
    output: t.readonlyArray(ChannelId),
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["channels"] }
  },
  /** Begins to charge. Most channels say `Pending`, and call back. */
  charge: {
    input: Charge,
    output: Report,
    error: t.union([Declined, Unavailable]),
    effect: "undoable",
    delivery: "idempotent",
    footprint: { writes: ["tills"] }
  },
  /** What has become of a charge. */
  inquire: {
    input: Charge,
    output: Report,
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["tills"] }
  },
  /** Gives back whatever was taken, and sees to it that nothing is taken later: also when the charge is not known yet. */
  void: {
    input: Charge,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: { writes: ["tills"] }
  },
  /** Gives back a part of what was taken. */
  refund: {
    input: record("a refund through a channel", { refund: Refund, channel: ChannelId }),
    output: t.void,
    error: Unavailable,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["tills"] }
  },
  list: {
    input: t.void,
    output: t.readonlyArray(ChannelId),
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["channels"] }
  },
  /** What a channel has kept of the charges of a day. */
  statement: {
    input: record("a channel and a day", { channel: ChannelId, day: Day }),
    output: t.readonlyArray(Line),
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["tills"] }
  }
})
