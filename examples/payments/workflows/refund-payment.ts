/**
 * Gives the payer money back.
 *
 * The channel cannot be asked to take a refund back, and its answer may be lost, so the pivot stands before it: once the money
 * is put aside the refund is promised, and there is only the way forward.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Step, Workflow } from "lawful"
import { showMoney } from "../../order-fulfilment/domain/money.ts"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import { Refund } from "../domain/payment.ts"
import { RefundRefused } from "../domain/refusal.ts"
import { Refunded } from "../domain/result.ts"
import { Channels } from "../signatures/channels.ts"
import { Transactions } from "../signatures/transactions.ts"
import { insistently, notify } from "./own.ts"
import { everyday, type Patience } from "./patience.ts"

/** Refunds payments, with this much patience. Fails, with nothing done, when there is not so much left of the payment. */
export const refundPaymentWith = (patience: Patience) =>
  Workflow.make("refund-payment", {
    version: 1,
    input: Refund,
    output: Refunded,
    error: RefundRefused,
    body: pipe(
      Step.begin<Refund>(),
      Step.bind(
        "earmark",
        ({ input }) => input,
        Saga.pivot(
          Saga.undoableFromStart(pipe(Transactions.reserve, insistently(patience)), Transactions.release, {
            retry: patience.undo
          })
        )
      ),
      Step.tap(
        ({ input, earmark: { channel } }) => ({ refund: input, channel }),
        pipe(Channels.refund, insistently(patience))
      ),
      Step.tap(({ input }) => input, pipe(Transactions.complete, insistently(patience))),
      Step.tap(
        ({ input: { id, payment, money }, earmark: { merchant } }) => ({
          merchant,
          payment,
          about: `refund ${id}` as Text,
          text: `${showMoney(money.amount, money.currency)} of payment ${payment} went back to the payer.` as Text
        }),
        notify(patience, "tell")
      ),
      Step.map(
        ({ input: { id, payment, money } }): Refunded => ({ _tag: "Refunded", refund: id, payment, money })
      )
    )
  })

/** Refunds payments of people. */
export const refundPayment = refundPaymentWith(everyday)
