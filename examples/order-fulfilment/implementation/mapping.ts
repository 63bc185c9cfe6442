/**
 * The functor from the domain to its implementation: what each operation of the order desk and of payments is made of.
 *
 * The workflow knows nothing of it. What else it asks for, the warehouse, the carrier and the letters, passes through.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Mapping, Saga, Step } from "lawful"
import type { Order, OrderId } from "../domain/order.ts"
import type { Rejection } from "../domain/rejection.ts"
import { Orders, type Verdict } from "../signatures/orders.ts"
import { type Bill, type Payment, Payments, type Refund } from "../signatures/payments.ts"
import { Gateway } from "./signatures/gateway.ts"
import { OrderCache } from "./signatures/order-cache.ts"
import { Outbox } from "./signatures/outbox.ts"
import { ShopDatabase } from "./signatures/shop-database.ts"

/** Which order was rejected, and why. */
interface RejectedOrder {
  readonly order: OrderId
  readonly reason: Rejection
}

const nothing = (): void => undefined

/** What follows every change of an order: nobody may see an old copy, and the messages can go. */
const tell = pipe(
  Step.identity<OrderId>(),
  Step.tap((order) => order, OrderCache.invalidate),
  Step.tap(nothing, Outbox.relay)
)

const withdraw = pipe(
  Step.identity<OrderId>(),
  Step.tap((order) => order, ShopDatabase.withdrawOrder),
  Step.tap((order) => order, tell),
  Step.map(nothing)
)

/** Closes the payment of an order, and lets the world know. */
const cancelPayment = pipe(
  Step.identity<OrderId>(),
  Step.tap((order) => order, ShopDatabase.cancelPayment),
  Step.tap(nothing, Outbox.relay)
)

/** An order desk that is a database, a cache and a broker. */
const toDesk = Mapping.make(Orders, {
  create: pipe(
    Step.identity<Order>(),
    Step.tap(
      (order) => order,
      Saga.undoableUsing(ShopDatabase.insertOrder, ({ id }) => id, withdraw)
    ),
    Step.tap(({ id }) => id, tell)
  ),
  withdraw,
  validate: pipe(
    Step.begin<Order>(),
    Step.bind("delivers", ({ input }) => input.address.country, ShopDatabase.deliversTo),
    Step.map(
      ({ delivers, input: { address } }): Verdict =>
        delivers
          ? { _tag: "Accepted" }
          : { _tag: "Refused", reason: { _tag: "OutsideDeliveryArea", country: address.country } }
    )
  ),
  confirm: pipe(
    Step.identity<OrderId>(),
    Step.tap((order) => order, ShopDatabase.confirmOrder),
    Step.tap((order) => order, tell),
    Step.map(nothing)
  ),
  reject: pipe(
    Step.identity<RejectedOrder>(),
    Step.tap((rejected) => rejected, ShopDatabase.rejectOrder),
    Step.tap(({ order }) => order, tell),
    Step.map(nothing)
  )
})

/** Payments that are a gateway of another company, a table and a message. */
const toGateway = Mapping.make(Payments, {
  charge: pipe(
    Step.begin<Bill>(),
    Step.bind(
      "payment",
      ({ input }) => input,
      Saga.undoableUsing(Gateway.charge, (bill) => bill, Gateway.refund)
    ),
    Step.tap(
      ({ input, payment }) => ({ bill: input, payment }),
      Saga.undoableUsing(ShopDatabase.insertPayment, ({ bill }) => bill.order, cancelPayment)
    ),
    Step.tap(nothing, Outbox.relay),
    Step.map(({ payment }): Payment => payment)
  ),
  refund: pipe(
    Step.begin<Bill>(),
    Step.bind("refund", ({ input }) => input, Gateway.refund),
    Step.tap(({ input }) => input.order, cancelPayment),
    Step.map(({ refund }): Refund => refund)
  )
})

/** From the domain to its implementation. */
export const toRealParts = Mapping.all([toDesk, toGateway])
