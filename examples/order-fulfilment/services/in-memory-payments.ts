/**
 * The payment gateway, in memory, with its whims.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Faults } from "../domain/faults.ts"
import type { Money } from "../domain/money.ts"
import type { Natural } from "../domain/number.ts"
import type { OrderId, Text } from "../domain/order.ts"
import { type Payment, Payments } from "../signatures/payments.ts"
import { answerOnce } from "./answer-once.ts"
import { Ledger } from "./ledger.ts"

/** Opens a gateway that behaves as told. */
export const inMemoryPayments = (
  faultsOf: (order: OrderId) => Faults
): { readonly payments: Implementation<"Payments">; readonly ledger: Ledger } => {
  const ledger = new Ledger()
  const taken = new Map<OrderId, Money>()
  const charged = answerOnce<Payment>()
  const payments = implement(Payments, {
    charge: ({ order, total }, { key, attempt, fail }) => {
      const { cardDeclined = false, gatewayDown = 0, answerLost = 0 } = faultsOf(order)
      if (attempt <= gatewayDown) return fail({ _tag: "GatewayDown" })
      if (cardDeclined) return fail({ _tag: "CardDeclined", amount: total })
      const payment = charged(key, () => {
        taken.set(order, total)
        return { payment: `T-${ledger.charge(order, total)}` as Text, paid: total }
      })
      return attempt <= gatewayDown + answerLost ? fail({ _tag: "GatewayDown" }) : payment
    },
    refund: ({ order, total: { currency } }, { attempt }) => {
      const money = taken.get(order)
      if (money === undefined) return { refunded: { amount: 0 as Natural, currency } }
      if (attempt <= (faultsOf(order).refundBroken ?? 0)) throw new Error("the gateway takes no refunds")
      ledger.refund(order, money)
      taken.delete(order)
      return { refunded: money }
    }
  })
  return { payments, ledger }
}
