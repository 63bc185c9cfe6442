/**
 * The post office.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { Notifications } from "../signatures/notifications.ts"
import type { Books } from "./books.ts"

/** Sends letters; each stands in the table under the key under which it came. */
export const notificationsOf = ({ letters }: Books): Implementation<"Notifications"> =>
  implement(Notifications, { notify: (letter, { key }) => void letters.set(key, letter) })
