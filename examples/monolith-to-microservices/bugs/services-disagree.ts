/**
 * Two services that disagree after a failure: the new orchestration owes the refund once the charge has succeeded, and not
 * from its start on. When the payment service charges the card and its answer is lost, the order service says that the order
 * was withdrawn, and the payment service that it is paid.
 *
 * Without any undo the workflow would not compile; this one has an undo, a little too late.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Saga, Step } from "lawful"
import type { Payment } from "../domain/payment.ts"
import { Payments } from "../signatures/payments.ts"
import { onceMore, owedAnyway, type PlaceOrder, placeOrderBy } from "../workflows/place-order.ts"

export const placeOrderUndoneTooLate: PlaceOrder = placeOrderBy(
  Saga.undoable(
    pipe(Payments.charge, Step.retry(onceMore)),
    pipe(
      Payments.refund,
      Step.mapInput(({ order }: Payment) => order)
    ),
    owedAnyway
  )
)
