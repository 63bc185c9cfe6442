/**
 * The payment gateway, in memory, with its whims.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { Money } from "../domain/money.ts"
import type { Natural } from "../domain/number.ts"
import type { OrderId, Text } from "../domain/order.ts"
import { type Payment, Payments, type Refund } from "../signatures/payments.ts"
import { answerOnce } from "./answer-once.ts"
import { type Leg, post } from "./ledger.ts"

/** What the gateway remembers. */
export interface Gateway {
  /** The legs of all transactions, in the order in which they were made. */
  readonly legs: Array<Leg>
  /** What was taken for an order and not given back. */
  readonly taken: Map<OrderId, Money>
  /** What was charged under a key. */
  readonly charged: Map<string, Payment>
  /** What was given back under a key. */
  readonly refunded: Map<string, Refund>
}

/** A gateway that behaves as told. */
export const inMemoryPayments = (
  { legs, taken, charged, refunded }: Gateway,
  faultsOf: (order: OrderId) => Faults
): Implementation<"Payments"> =>
  implement(Payments, {
    charge: ({ order, total }, { key, attempt, fail }) => {
      const { cardDeclined = false, gatewayDown = 0, answerLost = 0 } = faultsOf(order)
      if (attempt <= gatewayDown) return fail({ _tag: "GatewayDown" })
      if (cardDeclined) return fail({ _tag: "CardDeclined", amount: total })
      const payment = answerOnce(charged, key, () => {
        taken.set(order, total)
        return { payment: `T-${post(legs, "charge", order, total)}` as Text, paid: total }
      })
      return attempt <= gatewayDown + answerLost ? fail({ _tag: "GatewayDown" }) : payment
    },
    refund: ({ order, total: { currency } }, { key, attempt }) =>
      answerOnce(refunded, key, () => {
        const money = taken.get(order)
        if (money === undefined) return { refunded: { amount: 0 as Natural, currency } }
        if (attempt <= (faultsOf(order).refundBroken ?? 0)) throw new Error("the gateway takes no refunds")
        post(legs, "refund", order, money)
        taken.delete(order)
        return { refunded: money }
      })
  })
