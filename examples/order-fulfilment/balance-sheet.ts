/**
 * The closing balance as a sheet of paper.
 * @module
 */
import type { Balance } from "./balance.ts"
import { showMoney } from "./domain/money.ts"
import { printable } from "./printable.ts"

/** Writes a balance down; the last line says whether it is consistent. */
export const balanceSheet = ({ stock, money, orders, differences }: Balance): ReadonlyArray<string> =>
  [
    "Closing balance",
    `  orders: ${orders.confirmed} confirmed, ${orders.rejected} rejected, ${orders.withdrawn} withdrawn, ${orders.open} open`,
    "  stock: at the start = on hand + reserved + shipped",
    ...stock.map(
      ({ sku, opening, onHand, reserved, shipped }) =>
        `    ${sku}: ${opening} ${equals(opening === onHand + reserved + shipped)} ${onHand} + ${reserved} + ${shipped}`
    ),
    "  ledger: charged - refunded = revenue of the confirmed orders",
    ...money.map(
      ({ currency, charged, refunded, revenue }) =>
        `    ${showMoney(charged, currency)} - ${showMoney(refunded, currency)} ${equals(charged - refunded === revenue)} ${showMoney(revenue, currency)}`
    ),
    ...(differences.length === 0
      ? ["consistent"]
      : ["NOT consistent:", ...differences.map((text) => `  ${text}`)])
  ].map(printable)

const equals = (holds: boolean): string => (holds ? "=" : "\u2260")
