/**
 * The post office, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { type Message, Notifications } from "../signatures/notifications.ts"

/** What the post office remembers. */
export interface PostOffice {
  /** The letters that were sent, by the key under which they came. */
  readonly outbox: Map<string, Message>
}

/** A post office. */
export const inMemoryNotifications = ({ outbox }: PostOffice): Implementation<"Notifications"> =>
  implement(Notifications, { send: (message, { key }) => void outbox.set(key, message) })
