/**
 * The desk of the processor: one transaction for each payment, and the ledger.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Natural } from "../../order-fulfilment/domain/number.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { ChannelId, Day, MerchantId, PaymentId } from "../domain/identity.ts"
import { Payment, Refund } from "../domain/payment.ts"
import { Receivables, Reconciliation } from "../domain/reconciliation.ts"
import { RefundRefused, Unavailable } from "../domain/refusal.ts"
import { Status } from "../domain/status.ts"

/** What is owed to a merchant. */
export type Settlement = t.TypeOf<typeof Settlement>
export const Settlement = record("a settlement", { payment: PaymentId, channel: ChannelId, fee: Natural })

/** Whose money was put aside for a refund, and through which channel it has to go. */
export type Earmark = t.TypeOf<typeof Earmark>
export const Earmark = record("an earmark", { merchant: MerchantId, channel: ChannelId })

const ledger = { writes: ["transactions", "ledger"] }
const transactions = { writes: ["transactions"] }

export const Transactions = Signature.make("Transactions", {
  create: {
    input: Payment,
    output: t.void,
    error: Unavailable,
    effect: "undoable",
    delivery: "idempotent",
    footprint: transactions
  },
  /** Closes a transaction as failed, whatever was written about it; one that is not known yet is never opened. */
  withdraw: {
    input: Payment,
    output: t.void,
    effect: "undo",
    delivery: "idempotent",
    footprint: transactions
  },
  /** Writes down how far a payment has come. */
  advance: {
    input: record("progress", { payment: PaymentId, to: Status }),
    output: t.void,
    error: Unavailable,
    effect: "undoable",
    delivery: "idempotent",
    footprint: transactions
  },
  /** Books what the channel owes to the processor, and the processor to the merchant. */
  settle: {
    input: Settlement,
    output: t.void,
    error: Unavailable,
    effect: "undoable",
    delivery: "idempotent",
    footprint: ledger
  },
  /** Books a settlement back; one that is not booked yet will never be. */
  unsettle: { input: Settlement, output: t.void, effect: "undo", delivery: "idempotent", footprint: ledger },
  /** Closes a transaction that has come to nothing. */
  close: {
    input: record("an end", { payment: PaymentId, to: Status, reason: Text }),
    output: t.void,
    error: Unavailable,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: transactions
  },
  /** Puts money of the merchant aside for a refund. */
  reserve: {
    input: Refund,
    output: Earmark,
    error: t.union([RefundRefused, Unavailable]),
    effect: "undoable",
    delivery: "idempotent",
    footprint: ledger
  },
  /** Gives the money that was put aside back to the merchant. */
  release: { input: Refund, output: t.void, effect: "undo", delivery: "idempotent", footprint: ledger },
  /** Books that the channel has given the money back to the payer. */
  complete: {
    input: Refund,
    output: t.void,
    error: Unavailable,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: ledger
  },
  /** What the channels owe for the payments of a day. */
  receivables: {
    input: Day,
    output: Receivables,
    error: Unavailable,
    effect: "readonly",
    footprint: { reads: ["transactions", "ledger"] }
  },
  /** Keeps a reconciliation; a later one of the same day takes its place. */
  file: {
    input: Reconciliation,
    output: t.void,
    error: Unavailable,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["reconciliations"] }
  }
})
