/**
 * What can be asked of a shop: as data, and in words.
 * @module
 */
import type { Fault } from "../domain/fault.ts"
import { showCents } from "../domain/money.ts"
import type { Draft } from "../domain/order.ts"
import { EMPTY_CARD } from "../domain/payment.ts"

/** Something that a customer or the owner of the shop wants. */
export type Command =
  | { readonly kind: "place"; readonly draft: Draft; readonly fault?: Fault }
  | { readonly kind: "cancel"; readonly order: number }
  | { readonly kind: "statement"; readonly customer: string }
  | { readonly kind: "stock" }

/** What is to go wrong with a command, if anything. */
export const faultOf = (command: Command): Fault | undefined =>
  command.kind === "place" ? command.fault : undefined

/** Says a command in words. */
export const inWords = (command: Command): string => {
  switch (command.kind) {
    case "place":
      return [ordering(command.draft), ...(command.fault === undefined ? [] : [failing(command.fault)])].join(
        "; "
      )
    case "cancel":
      return `cancel order ${command.order}`
    case "statement":
      return `the statement of ${command.customer}`
    case "stock":
      return "the stock report"
  }
}

const ordering = ({ customer, card, sku, quantity, price, discount, note }: Draft): string =>
  [
    `${customer} orders ${quantity} ${sku} at ${showCents(price)}`,
    ...(discount === 0 ? [] : [`${discount} % off`]),
    ...(card === EMPTY_CARD ? ["by an empty card"] : []),
    ...(note === undefined ? [] : [`with the note "${note}"`])
  ].join(", ")

const failing = ({ at, when, attempts }: Fault): string =>
  `${at} gives no answer ${when} (${attempts === 1 ? "once" : "twice"})`
