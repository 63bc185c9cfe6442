/**
 * Who pays, who is paid and through whom.
 * @module
 */
import type { Currency } from "../order-fulfilment/domain/money.ts"
import type { Natural, Positive } from "../order-fulfilment/domain/number.ts"
import type { Text } from "../order-fulfilment/domain/order.ts"
import type { ChannelId, MerchantId } from "./domain/identity.ts"
import type { Opening } from "./services/books.ts"

const euro = "EUR" as Currency
const yen = "JPY" as Currency

/** A few merchants, rules and channels. */
export const opening: Opening = {
  merchants: [
    {
      id: "bakery" as MerchantId,
      active: true,
      currencies: [euro],
      methods: ["card", "wallet", "transfer"],
      terms: { basisPoints: 140 as Natural }
    },
    {
      id: "teahouse" as MerchantId,
      active: true,
      currencies: [euro, yen],
      methods: ["card", "wallet"],
      terms: { basisPoints: 95 as Natural }
    },
    {
      id: "arcade" as MerchantId,
      active: false,
      currencies: [euro],
      methods: ["card"],
      terms: { basisPoints: 250 as Natural }
    }
  ],
  rules: [
    { name: "above 10,000.00 EUR" as Text, above: above(1_000_000, euro), verdict: "forbid" },
    { name: "above 1,000.00 EUR" as Text, above: above(100_000, euro), verdict: "review" },
    { name: "above 200,000 JPY" as Text, above: above(200_000, yen), verdict: "review" },
    { name: "known for fraud" as Text, payer: "mallory" as Text, verdict: "forbid" }
  ],
  channels: [
    {
      id: "northcard" as ChannelId,
      methods: ["card"],
      currencies: [euro, yen],
      health: "up",
      basisPoints: 30
    },
    {
      id: "southcard" as ChannelId,
      methods: ["card", "wallet"],
      currencies: [euro],
      health: "up",
      basisPoints: 45
    },
    {
      id: "oldcard" as ChannelId,
      methods: ["card", "wallet"],
      currencies: [euro, yen],
      health: "degraded",
      basisPoints: 10
    },
    {
      id: "giro" as ChannelId,
      methods: ["transfer"],
      currencies: [euro],
      health: "up",
      basisPoints: 5
    },
    {
      id: "ruin" as ChannelId,
      methods: ["card", "wallet", "transfer"],
      currencies: [euro, yen],
      health: "down",
      basisPoints: 1
    }
  ]
}

function above(
  amount: number,
  currency: Currency
): { readonly amount: Positive; readonly currency: Currency } {
  return { amount: amount as Positive, currency }
}
