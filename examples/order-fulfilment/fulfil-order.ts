/**
 * The workflow of the shop: an order comes in, and either a paid parcel leaves or nothing has happened.
 *
 * Up to the moment when the parcel is handed over everything can be undone; from then on nothing can fail. That the steps
 * stand on the right side of this line is checked by the compiler.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { type Caught, Saga, Schedule, Step, Workflow } from "lawful"
import { type Confirmed, Fulfilment, type Rejected } from "./domain/fulfilment.ts"
import { Order, totalOf } from "./domain/order.ts"
import { type Rejection, why } from "./domain/rejection.ts"
import { messageTo } from "./message-to.ts"
import { Inventory, type Reservation } from "./signatures/inventory.ts"
import { Notifications } from "./signatures/notifications.ts"
import { Orders } from "./signatures/orders.ts"
import { GatewayDown, type Payment, Payments } from "./signatures/payments.ts"
import { type Parcel, Shipping } from "./signatures/shipping.ts"

/** The parcel has left. */
interface Shipped {
  readonly _tag: "Shipped"
  readonly order: Order
  readonly reservations: ReadonlyArray<Reservation>
  readonly payment: Payment
  readonly parcel: Parcel
}

/** The shop says no. */
interface Refused {
  readonly _tag: "Refused"
  readonly order: Order
  readonly reason: Rejection
}

/** An order that comes to nothing is withdrawn, and the customer is told: an undo is a step like any other. */
const create = Saga.undoable(
  Orders.create,
  pipe(
    Step.identity<Order>(),
    Step.tap(({ id }) => id, Orders.withdraw),
    Step.tap(
      (order) => messageTo(order, "We could not process your order. Please try again."),
      Notifications.send
    )
  )
)

/** Puts every item aside. What was put aside before an item that is out of stock goes back to the shelf. */
const reserve = pipe(
  Saga.undoable(Inventory.reserve, Inventory.release),
  Step.forEach({ concurrency: 1, key: ({ sku }) => sku })
)

const patience = Schedule.exponential(50).pipe(Schedule.times(3))

/**
 * Charges the card. A gateway that does not answer may have charged all the same, so the refund is owed from the first
 * attempt on; it gives back whatever was taken. A refund that cannot be made must not keep the goods from being released.
 */
const charge = Saga.undoableFromStart(
  pipe(Payments.charge, Step.retry(patience.pipe(Schedule.onlyFor("GatewayDown"))), Step.label("charge")),
  Payments.refund,
  { retry: patience, otherwise: "continue" }
)

const refuse = Step.pure(
  ({ error, input }: Caught<Rejection, Order>): Refused => ({ _tag: "Refused", order: input, reason: error })
)

/**
 * Sells the goods: all of it or, undone, nothing. What speaks against the purchase is a reason to refuse the order; a gateway
 * that stays down is not the order's fault, and goes on as a failure.
 */
const sell = pipe(
  Step.begin<Order>(),
  Step.bind(
    "reservations",
    ({ input }) => input.items.map(({ sku, quantity }) => ({ order: input.id, sku, quantity })),
    reserve
  ),
  Step.bind("payment", ({ input }) => ({ order: input.id, card: input.card, total: totalOf(input) }), charge),
  Step.bind(
    "parcel",
    ({ input }) => ({ order: input.id, address: input.address, items: input.items }),
    Saga.pivot(Shipping.dispatch)
  ),
  Step.map(({ input, ...sold }): Shipped => ({ _tag: "Shipped", order: input, ...sold })),
  Saga.scope,
  Step.catchTags({ OutOfStock: refuse, CardDeclined: refuse, CarrierRefused: refuse })
)

/** Looks at the order before anything is done about it. */
const decide = pipe(
  Step.begin<Order>(),
  Step.bind("verdict", ({ input }) => input, Orders.validate),
  Step.matchOn("verdict", {
    Accepted: pipe(
      sell,
      Step.mapInput(({ input }: { readonly input: Order }) => input)
    ),
    Refused: Step.pure(
      ({
        input,
        verdict
      }: {
        readonly input: Order
        readonly verdict: { readonly reason: Rejection }
      }): Refused => ({
        _tag: "Refused",
        order: input,
        reason: verdict.reason
      })
    )
  })
)

/** The parcel is gone: what is left to do cannot fail. */
const confirm = pipe(
  Step.identity<Shipped>(),
  Step.tap(({ reservations }) => reservations, Inventory.issue),
  Step.tap(({ order }) => order.id, Orders.confirm),
  Step.tap(
    ({ order, parcel }) => messageTo(order, `Your order is on its way: parcel ${parcel.parcel}.`),
    Notifications.send
  ),
  Step.map(
    ({ order, parcel, payment }): Confirmed => ({
      _tag: "Confirmed",
      order: order.id,
      parcel: parcel.parcel,
      paid: payment.paid
    })
  ),
  Step.label("confirm")
)

/** Nothing is reserved and nothing is charged any more: the order is closed, and the customer learns why. */
const reject = pipe(
  Step.identity<Refused>(),
  Step.tap(({ order, reason }) => ({ order: order.id, reason }), Orders.reject),
  Step.tap(({ order, reason }) => messageTo(order, `We are sorry: ${why(reason)}.`), Notifications.send),
  Step.map(({ order, reason }): Rejected => ({ _tag: "Rejected", order: order.id, reason })),
  Step.label("reject")
)

/**
 * Fulfils an order. It ends confirmed, rejected with a reason, or failed with every trace of it undone. The seal says that a
 * decision, once made, stands: no later trouble takes money back for a parcel that has left.
 */
export const fulfilOrder = Workflow.make("fulfil-order", {
  version: 1,
  input: Order,
  output: Fulfilment,
  error: GatewayDown,
  body: pipe(create, Step.andThen(decide), Saga.seal, Step.match({ Shipped: confirm, Refused: reject }))
})
