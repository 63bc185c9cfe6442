/**
 * A day's payments and refunds, the same ones for the same seed.
 * @module
 */
import type { Currency } from "../order-fulfilment/domain/money.ts"
import type { Positive } from "../order-fulfilment/domain/number.ts"
import type { Text } from "../order-fulfilment/domain/order.ts"
import type { Day, MerchantId, PaymentId, RefundId } from "./domain/identity.ts"
import type { Method, Payment, Refund } from "./domain/payment.ts"
import { PENNILESS } from "./services/channels.ts"
import { type Dice, diceOf } from "./process/whims.ts"

/** The day of all of them. */
export const DAY = "2026-11-30" as Day

/** So many payments. */
export const paymentsOf = (count: number, seed: number): ReadonlyArray<Payment> => {
  const dice = diceOf(seed)
  return Array.from({ length: count }, (_, index) => paymentOf(`P-${seed}-${index + 1}` as PaymentId, dice))
}

/** The refunds of a payment, once it is settled: of every third all of it, of others a part and then too much. */
export const refundsFor = ({ id, money: { amount, currency } }: Payment): ReadonlyArray<Refund> => {
  const number = numberOf(id)
  const refund = (name: string, part: number): Refund => ({
    id: `${id}-${name}` as RefundId,
    payment: id,
    money: { amount: Math.max(1, part) as Positive, currency }
  })
  if (number % 3 === 0) return [refund("all", amount)]
  if (number % 5 === 0) return [refund("half", Math.floor(amount / 2)), refund("again", amount)]
  return []
}

/** The merchant thinks better of some payments, so many milliseconds after they were started. */
export const calledOffAfter = ({ id }: Payment): number | undefined => {
  const number = numberOf(id)
  return number % 11 === 0 ? (number * 37) % 400 : undefined
}

const numberOf = (id: PaymentId): number => Number(id.split("-").at(-1))

const paymentOf = (id: PaymentId, dice: Dice): Payment => {
  const among = <A>(first: A, ...others: ReadonlyArray<A>): A =>
    [first, ...others][Math.floor(dice() * (others.length + 1))] ?? first
  const merchant = among("bakery", "bakery", "bakery", "bakery", "teahouse", "teahouse", "teahouse", "arcade")
  const isBakery = merchant === "bakery"
  return {
    id,
    day: DAY,
    merchant: merchant as MerchantId,
    payer:
      dice() < 0.1
        ? PENNILESS
        : (among("ada", "alan", "barbara", "edsger", "grace", "tony", "niklaus", "mallory") as Text),
    method: isBakery ? among<Method>("card", "wallet", "transfer") : among<Method>("card", "wallet"),
    money: {
      amount: Math.floor(10 ** (2 + dice() * 4.05)) as Positive,
      currency: (isBakery ? "EUR" : among("EUR", "JPY")) as Currency
    }
  }
}
