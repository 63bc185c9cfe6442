/**
 * Calls of the processor's own services.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Schedule, Step } from "lawful"
import type { Status } from "../domain/status.ts"
import type { PaymentId } from "../domain/identity.ts"
import { Notifications } from "../signatures/notifications.ts"
import { Transactions } from "../signatures/transactions.ts"
import type { Patience } from "./patience.ts"

/** Calls again until there is an answer, under the same key: to the service all attempts are one call. */
export const insistently = ({ always }: Patience) => Step.retry(always.pipe(Schedule.onlyFor("Unavailable")))

/**
 * Writes down how far a payment has come. There is no undo for it, as the transaction is withdrawn as a whole when the payment
 * comes to nothing: so it is declared as harmless.
 */
export const advance = (patience: Patience, to: Status) =>
  pipe(
    Saga.readonly(Transactions.advance),
    insistently(patience),
    Step.mapInput((payment: PaymentId) => ({ payment, to })),
    Step.label(`now ${to}`)
  )

/** Tells the merchant. */
export const notify = (patience: Patience, name: string) =>
  pipe(Notifications.notify, insistently(patience), Step.label(name))
