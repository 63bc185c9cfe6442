/**
 * The post office, in memory.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { type Message, Notifications } from "../signatures/notifications.ts"
import { answerOnce } from "./answer-once.ts"

/** Opens a post office; what it has sent can be looked at. */
export const inMemoryNotifications = (): {
  readonly notifications: Implementation<"Notifications">
  readonly outbox: ReadonlyArray<Message>
} => {
  const outbox: Array<Message> = []
  const sent = answerOnce<void>()
  const notifications = implement(Notifications, {
    send: (message, { key }) => sent(key, () => void outbox.push(message))
  })
  return { notifications, outbox }
}
