/**
 * The service that knows the merchants.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import type { Payment } from "../domain/payment.ts"
import { Merchants } from "../signatures/merchants.ts"
import type { Books, Merchant } from "./books.ts"

/** Serves from the table of merchants. */
export const merchantsOf = ({ merchants }: Books): Implementation<"Merchants"> =>
  implement(Merchants, {
    validate: (payment, { fail }) => {
      const merchant = merchants.get(payment.merchant)
      const reason = merchant === undefined ? "the merchant is not known" : objection(merchant, payment)
      if (merchant === undefined || reason !== undefined)
        return fail({ _tag: "MerchantRefused", reason: reason as Text })
      return merchant.terms
    }
  })

const objection = (
  { active, currencies, methods }: Merchant,
  { method, money }: Payment
): string | undefined => {
  if (!active) return "the merchant's contract has ended"
  if (!currencies.includes(money.currency)) return `the merchant does not take ${money.currency}`
  if (!methods.includes(method)) return `the merchant does not take payments by ${method}`
  return undefined
}
