/**
 * Messages to customers.
 * @module
 */
import * as t from "io-ts"
import { Signature } from "lawful"
import { record } from "../domain/codec.ts"
import { Email, OrderId, Text } from "../domain/order.ts"

export type Message = t.TypeOf<typeof Message>
export const Message = record("a message", { to: Email, order: OrderId, text: Text })

export const Notifications = Signature.make("Notifications", {
  send: {
    input: Message,
    output: t.void,
    effect: "irreversible",
    delivery: "idempotent",
    footprint: { writes: ["outbox"] }
  }
})
