/**
 * Cancelling an order: the money goes back to the customer, and the goods to the shelf.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import { Unavailable, WrongStatus } from "../domain/failure.ts"
import { Cents } from "../domain/money.ts"
import { OrderNumber } from "../domain/order.ts"
import { Inventory } from "../signatures/inventory.ts"
import { Orders } from "../signatures/orders.ts"
import { Payments } from "../signatures/payments.ts"

/** An order that is cancelled and paid back. */
export type CancelledOrder = t.TypeOf<typeof CancelledOrder>
export const CancelledOrder = t.readonly(t.type({ order: OrderNumber, refunded: Cents }), "a cancelled order")

/**
 * Once money has gone back there is no return, so only the first step may fail. Each of the others does nothing the second
 * time; the status changes last, so that a cancellation that was cut short can be asked for again.
 */
export const cancelOrder = Workflow.make("cancel-order", {
  version: 1,
  effect: "irreversible",
  input: OrderNumber,
  output: CancelledOrder,
  error: t.union([WrongStatus, Unavailable]),
  body: pipe(
    Step.begin<number>(),
    Step.tap(({ input }) => input, Orders.mayCancel),
    Step.bind("refunded", ({ input }) => input, Payments.refund),
    Step.tap(({ input }) => input, Inventory.release),
    Step.tap(({ input }) => input, Orders.cancel),
    Step.map(({ input, refunded }) => ({ order: input, refunded }))
  )
})
