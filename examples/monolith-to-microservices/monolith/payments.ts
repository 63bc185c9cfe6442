/**
 * Payments in the monolith: two columns of the order.
 * @module
 */
import * as t from "io-ts"
import { type Implementation, implement } from "lawful"
import { amountDue, EMPTY_CARD } from "../domain/payment.ts"
import { Account, Payments } from "../signatures/payments.ts"
import { type Desk, inOneTransaction, mayGoUnanswered } from "./desk.ts"

const Refundable = t.type({ charged: t.number })

export const payments = (desk: Desk): Implementation<"Payments"> => {
  const { database } = desk
  return implement(Payments, {
    charge: (bill, context) =>
      mayGoUnanswered(desk, "Payments.charge", context, () => {
        const { order, customer, card } = bill
        const amount = amountDue(bill)
        if (card === EMPTY_CARD) return context.fail({ _tag: "Declined", amount })
        database.change("UPDATE orders SET charged = ? WHERE id = ?", amount, order)
        return { order, customer, amount }
      }),
    refund: (order, context) =>
      inOneTransaction(desk, context, () => {
        const paid = database.row(
          Refundable,
          "SELECT charged FROM orders WHERE id = ? AND charged IS NOT NULL AND refunded IS NULL",
          order
        )
        if (paid === undefined) return 0
        database.change("UPDATE orders SET refunded = charged WHERE id = ?", order)
        return paid.charged
      }),
    accountOf: (customer) =>
      database.row(
        Account,
        `SELECT coalesce(sum(charged), 0) AS charged, coalesce(sum(refunded), 0) AS refunded
         FROM orders WHERE customer = ?`,
        customer
      ) ?? { charged: 0, refunded: 0 }
  })
}
