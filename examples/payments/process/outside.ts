/**
 * The world outside, around the services: channels decide and call back, people review, and lines are bad.
 * @module
 */
import type { Implementation } from "lawful"
import { around } from "lawful/transformations"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import type { Charge } from "../domain/payment.ts"
import type { Reference } from "../domain/identity.ts"
import type { Status } from "../domain/status.ts"
import type { Books } from "../services/books.ts"
import { decide, reportOn } from "../services/channels.ts"
import { type ServiceName, servicesOf } from "../services/services.ts"
import type { Agenda, Delivery } from "./agenda.ts"
import { type Dice, pick, type Whims } from "./whims.ts"

/** So long the channels and the reviewers take at most, in milliseconds. */
export const PACE = 60

/** So late is what comes late, in milliseconds. */
export const LATE = 1_500

/** So late is a review that was forgotten. */
const FORGOTTEN = 4_000

/** Services whose charges are decided later, and whose held payments are reviewed. */
export const busyServices = (
  books: Books,
  agenda: Agenda,
  dice: Dice,
  whims: Whims
): ReadonlyArray<Implementation<ServiceName>> => {
  const soon = (): number => Date.now() + dice() * PACE
  return servicesOf(books).map(
    around(({ name, input }, perform) => {
      if (name === "Channels.select" && dice() < whims.moody) changeHealth(books, dice)
      const answer = perform()
      if (name === "Channels.charge") {
        const { reference } = input as Charge
        if (books.charges.get(reference)?.state === "pending")
          agenda.add(`decide ${reference}`, soon(), { _tag: "Decide", reference })
      }
      if (name === "Transactions.advance") {
        const { payment, to } = input as { readonly payment: string; readonly to: Status }
        const review = pick(dice(), { forgotten: whims.forgotten, disapproved: whims.disapproved })
        // Who forgets remembers when it is too late.
        if (to === "held")
          agenda.add(`review ${payment}`, soon() + (review === "forgotten" ? FORGOTTEN : 0), {
            _tag: "Deliver",
            delivery: {
              id: `review ${payment}`,
              event: "Reviewed",
              key: payment,
              payload: { payment, approved: review !== "disapproved", reviewer: "Grace" as Text }
            }
          })
      }
      return answer
    })
  )
}

/** Some channel gets better or worse. */
const changeHealth = ({ channels }: Books, dice: Dice): void => {
  const among = <A>(values: ReadonlyArray<A>): A | undefined => values[Math.floor(dice() * values.length)]
  const channel = among([...channels.values()])
  const health = among(["up", "up", "degraded", "down"] as const)
  if (channel !== undefined && health !== undefined) channels.set(channel.id, { ...channel, health })
}

/** A channel comes to a decision, and calls back: in time, late, twice or never. */
export const decideAndCallBack = (
  books: Books,
  agenda: Agenda,
  dice: Dice,
  whims: Whims,
  reference: Reference
): void => {
  decide(books, reference)
  const verdict = reportOn(books.charges.get(reference))
  // Voided in the meantime.
  if (verdict._tag !== "Captured" && verdict._tag !== "Declined") return
  const delivery: Delivery = {
    id: `callback ${reference}`,
    event: "ChargeReported",
    key: reference,
    payload: { reference, verdict }
  }
  const { callbackNever: never, callbackLate: late, callbackTwice: twice } = whims
  const how = pick(dice(), { never, late, twice })
  if (how === "never") return
  agenda.add(delivery.id, Date.now() + (how === "late" ? LATE : 0), { _tag: "Deliver", delivery })
  if (how === "twice")
    agenda.add(`${delivery.id} again`, Date.now() + dice() * LATE, { _tag: "Deliver", delivery })
}
