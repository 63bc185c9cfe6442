/**
 * Letters to the customer of an order.
 * @module
 */
import type { Order, Text } from "./domain/order.ts"
import type { Message } from "./signatures/notifications.ts"

/** Addresses a letter to the customer of an order. */
export const messageTo = ({ id, customer }: Order, text: string): Message => ({
  to: customer.email,
  order: id,
  text: `Dear ${customer.name}, ${text}` as Text
})
